package io.tributary.engine.plan;

/**
 * What keeps parameters and gradients small. Biases are never pulled towards zero.
 *
 * @param l1 strength of the L1 penalty, applied as a proximal step after the optimiser's (soft
 *     thresholding by {@code rate * l1}), so weights become exactly zero; 0 for none
 * @param l2 adds {@code l2 * w} to the mean gradient of each weight; 0 for none
 * @param clipNorm the mean gradient of a step is scaled down to this Euclidean norm where it is
 *     larger (Pascanu et al., ICML 2013); 0 for no limit
 */
public record Regularization(float l1, float l2, float clipNorm) {
  public static final Regularization NONE = new Regularization(0, 0, 0);
}
