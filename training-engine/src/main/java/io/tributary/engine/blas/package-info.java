/** The BLAS kernel type of this machine: chosen, reported, measured. */
@NullMarked
package io.tributary.engine.blas;

import org.jspecify.annotations.NullMarked;
