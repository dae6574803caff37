/**
 * From raw columns to the numbers a model sees: fitted once, the same code in training, prediction
 * and export.
 */
@NullMarked
package io.tributary.engine.preprocessing;

import org.jspecify.annotations.NullMarked;
