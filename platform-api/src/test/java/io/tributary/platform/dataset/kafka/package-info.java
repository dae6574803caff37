/** Tests of rows that come out of topics. */
@NullMarked
package io.tributary.platform.dataset.kafka;

import org.jspecify.annotations.NullMarked;
