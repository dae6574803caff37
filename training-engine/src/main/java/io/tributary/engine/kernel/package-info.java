/** Gradients and metrics of models on ND4J: the only package where ND4J and BLAS types appear. */
@NullMarked
package io.tributary.engine.kernel;

import org.jspecify.annotations.NullMarked;
