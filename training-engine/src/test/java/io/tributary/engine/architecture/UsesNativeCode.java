package io.tributary.engine.architecture;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Breaks a rule on purpose. */
record UsesNativeCode(INDArray array) {}
