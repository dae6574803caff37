/** Tests of models. */
@NullMarked
package io.tributary.platform.model;

import org.jspecify.annotations.NullMarked;
