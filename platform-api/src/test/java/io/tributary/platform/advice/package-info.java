/** Tests of advice. */
@NullMarked
package io.tributary.platform.advice;

import org.jspecify.annotations.NullMarked;
