/** Purpose: rows of data sets out of topics. Entry point: {@code KafkaSource}. */
@NullMarked
package io.tributary.platform.dataset.kafka;

import org.jspecify.annotations.NullMarked;
