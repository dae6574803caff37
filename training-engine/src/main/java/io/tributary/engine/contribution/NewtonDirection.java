package io.tributary.engine.contribution;

import io.tributary.engine.kernel.Neighbourhood;
import io.tributary.engine.optimizer.ConjugateGradients;
import io.tributary.engine.optimizer.L2Penalty;
import io.tributary.engine.preprocessing.Examples;

/** GIANT's: p, where (Hessian of the partition's mean loss and of the penalty) p = g. */
final class NewtonDirection implements LocalDirection {
  private final int iterations;
  private final L2Penalty penalty;
  private final ConjugateGradients solver;

  /**
   * @param iterations of conjugate gradients
   * @param length of the parameters
   */
  NewtonDirection(int iterations, L2Penalty penalty, int length) {
    this.iterations = iterations;
    this.penalty = penalty;
    this.solver = new ConjugateGradients(length);
  }

  @Override
  public double[] of(Neighbourhood around, Examples rows, float[] parameters, float[] shared) {
    return solver.solve(
        (vector, product) -> {
          around.hessianTimes(vector, product);
          for (int i = 0; i < product.length; i++) {
            product[i] /= rows.rows();
          }
          penalty.addGradient(vector, product);
        },
        shared,
        iterations);
  }
}
