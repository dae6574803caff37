/**
 * Gradients and metrics of models on ND4J: products by BLAS or by ND4J's back end, all else in
 * Java.
 */
@NullMarked
package io.tributary.engine.kernel;

import org.jspecify.annotations.NullMarked;
