package io.tributary.engine.contribution;

import io.tributary.engine.kernel.GradientKernel;
import io.tributary.engine.kernel.Neighbourhood;
import io.tributary.engine.optimizer.ConjugateGradients;
import io.tributary.engine.optimizer.L2Penalty;
import io.tributary.engine.optimizer.LineSearch;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.preprocessing.Examples;
import java.util.Arrays;

/**
 * DANE's: from the shared parameters s to about the minimum of
 *
 * <pre>phi(w) = f(w) - (grad f(s) - eta g)^T w + mu/2 ||w - s||^2</pre>
 *
 * <p>where f is the partition's mean loss and the penalty, g the gradient of all (Shamir, Srebro
 * and Zhang, ICML 2014, equation 13). A few Newton steps, each shortened until phi falls enough,
 * get there. As phi is convex and {@code grad phi(s) = eta g}, any w with a smaller phi lies in a
 * direction in which the objective of all falls: so does the mean of such directions.
 */
final class DaneDirection implements LocalDirection {
  private final OptimizerDefinition.Dane method;
  private final L2Penalty penalty;
  private final GradientKernel kernel;
  private final ConjugateGradients solver;

  /** Of a partition's gradient, as a share: so much of it may be rounding. */
  private static final double ROUNDING = 1e-6;

  /** s - w, in float64: the way is far shorter than the parameters near the end. */
  private final double[] way;

  /** grad f(s) - eta g. */
  private final double[] correction;

  private final float[] local;
  private final float[] gradient;
  private final float[] newton;
  private final double[] changes = new double[LineSearch.LENGTHS];

  DaneDirection(OptimizerDefinition.Dane method, L2Penalty penalty, GradientKernel kernel) {
    int length = kernel.parameterCount();
    this.method = method;
    this.penalty = penalty;
    this.kernel = kernel;
    this.solver = new ConjugateGradients(length);
    this.way = new double[length];
    this.correction = new double[length];
    this.local = new float[length];
    this.gradient = new float[length];
    this.newton = new float[length];
  }

  @Override
  public double[] of(Neighbourhood around, Examples rows, float[] parameters, float[] shared) {
    Arrays.fill(way, 0);
    System.arraycopy(parameters, 0, local, 0, local.length);
    gradient(around, rows);
    double small = ROUNDING * (norm(gradient) + method.eta() * norm(shared));
    for (int i = 0; i < correction.length; i++) {
      correction[i] = gradient[i] - (double) method.eta() * shared[i];
      // grad phi(s) is this without any rounding of grad f(s).
      gradient[i] = method.eta() * shared[i];
    }
    boolean moved = advance(around, rows, 0);
    for (int step = 1; moved && step < method.localSteps(); step++) {
      for (int i = 0; i < local.length; i++) {
        local[i] = (float) (parameters[i] - way[i]);
      }
      kernel.load(local);
      Neighbourhood here = kernel.around(rows);
      gradient(here, rows);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (gradient[i] - correction[i] - method.mu() * way[i]);
      }
      moved = norm(gradient) > small && advance(here, rows, small);
    }
    kernel.load(parameters);
    return way;
  }

  /** Leaves grad f where {@code here} is. */
  private void gradient(Neighbourhood here, Examples rows) {
    here.gradient(gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= rows.rows();
    }
    penalty.addGradient(local, gradient);
  }

  /**
   * One Newton step against grad phi, which {@link #gradient} holds.
   *
   * @param small norm of a gradient that is as good as none
   * @return false where no step makes phi smaller
   */
  private boolean advance(Neighbourhood here, Examples rows, double small) {
    double[] solved =
        solver.solve(
            (vector, product) -> {
              here.hessianTimes(vector, product);
              for (int i = 0; i < product.length; i++) {
                product[i] = product[i] / rows.rows() + method.mu() * vector[i];
              }
              penalty.addGradient(vector, product);
            },
            gradient,
            method.localIterations(),
            small);
    for (int i = 0; i < newton.length; i++) {
      newton[i] = (float) solved[i];
    }
    double length = length(here, rows.rows());
    for (int i = 0; i < way.length; i++) {
      way[i] += length * newton[i];
    }
    return length > 0;
  }

  private static double norm(float[] vector) {
    return Math.sqrt(LineSearch.slope(vector, vector));
  }

  /** The first length that achieves enough of what the slope promises; 0 where none does. */
  private double length(Neighbourhood here, int rows) {
    double slope = LineSearch.slope(gradient, newton);
    if (!(slope > 0)) {
      return 0;
    }
    double along = 0;
    double back = 0;
    double square = 0;
    for (int i = 0; i < newton.length; i++) {
      along += correction[i] * newton[i];
      back += way[i] * newton[i];
      square += (double) newton[i] * newton[i];
    }
    double[] lengths = LineSearch.lengths();
    here.lossChanges(newton, lengths, changes);
    for (int i = 0; i < lengths.length; i++) {
      double a = lengths[i];
      double change =
          changes[i] / rows
              + penalty.change(local, newton, a)
              + a * along
              + method.mu() * (a * back + a * a / 2 * square);
      if (LineSearch.isEnough(change, a, slope)) {
        return a;
      }
    }
    return 0;
  }
}
