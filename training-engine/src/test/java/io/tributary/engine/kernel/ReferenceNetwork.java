package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slower, simpler truth: one row at a time, in float64, straight from the definitions, sharing
 * no code with the kernel. Its gradient is a central difference of its loss.
 */
final class ReferenceNetwork {
  private static final double STEP = 1e-6;

  private final TrainingPlan plan;
  private final List<Integer> widths = new ArrayList<>();
  private final boolean bias;
  private final @Nullable Dropout dropout;

  ReferenceNetwork(TrainingPlan plan) {
    this(plan, null);
  }

  /**
   * @param dropout which units each row is computed without; null for none
   */
  ReferenceNetwork(TrainingPlan plan, @Nullable Dropout dropout) {
    this.plan = plan;
    this.dropout = dropout;
    this.bias = plan.model().bias();
    widths.add(plan.preprocessing().inputs());
    if (plan.model() instanceof ModelDefinition.Mlp mlp) {
      widths.addAll(mlp.hidden());
    }
    widths.add(plan.scores());
  }

  double loss(double[] parameters, Examples examples, int[] order, int from, int count) {
    double loss = 0;
    for (int i = from; i < from + count; i++) {
      double[] scores = scores(parameters, examples, order[i], i - from);
      float target = examples.targets()[order[i]];
      loss += loss(scores, target);
    }
    return loss;
  }

  private double loss(double[] scores, float target) {
    double r = scores[0] - target;
    return switch (plan.loss()) {
      case LossDefinition.SquaredError squared -> r * r;
      case LossDefinition.Huber huber ->
          Math.abs(r) < huber.delta()
              ? r * r
              : 2 * huber.delta() * Math.abs(r) - huber.delta() * huber.delta();
      case LossDefinition.Poisson poisson ->
          Math.exp(scores[0])
              - target * scores[0]
              + (target == 0 ? 0 : target * Math.log(target) - target);
      case LossDefinition.Pairwise pairwise -> throw new IllegalArgumentException("pairs of rows");
      case LossDefinition.CrossEntropy entropy -> {
        double total = 0;
        for (double score : scores) {
          total += Math.exp(score);
        }
        yield -weight(entropy, target) * Math.log(Math.exp(scores[(int) target]) / total);
      }
      case LossDefinition.Logistic logistic ->
          weight(logistic, target) * Math.log(1 + Math.exp((target == 1 ? -1 : 1) * scores[0]));
      case LossDefinition.Hinge hinge -> weight(hinge, target) * shortfall(scores, target, 1);
      case LossDefinition.SquaredHinge hinge ->
          weight(hinge, target) * shortfall(scores, target, 2);
    };
  }

  private static double weight(LossDefinition.OfClasses loss, float target) {
    return loss.classWeights().isEmpty() ? 1 : loss.classWeights().get((int) target);
  }

  private static double shortfall(double[] scores, float target, int power) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double y = scores.length == 1 ? 2 * target - 1 : (i == (int) target ? 1 : -1);
      sum += Math.pow(Math.max(0, 1 - y * scores[i]), power);
    }
    return sum;
  }

  double[] gradient(float[] at, Examples examples, int[] order, int from, int count) {
    double[] parameters = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      parameters[i] = at[i];
    }
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      parameters[i] = at[i] + STEP;
      double above = loss(parameters, examples, order, from, count);
      parameters[i] = at[i] - STEP;
      double below = loss(parameters, examples, order, from, count);
      parameters[i] = at[i];
      gradient[i] = (above - below) / (2 * STEP);
    }
    return gradient;
  }

  /**
   * @param place of the row in its batch
   */
  private double[] scores(double[] parameters, Examples examples, int row, int place) {
    if (plan.model() instanceof ModelDefinition.FactorizationMachine machine) {
      return pairs(parameters, examples, row, machine.factors());
    }
    double[] values = new double[widths.getFirst()];
    for (int i = 0; i < values.length; i++) {
      values[i] = examples.features()[row * values.length + i];
    }
    int at = 0;
    for (int layer = 1; layer < widths.size(); layer++) {
      int inputs = widths.get(layer - 1);
      int outputs = widths.get(layer);
      double[] next = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        double sum = bias ? parameters[at + inputs * outputs + o] : 0;
        for (int i = 0; i < inputs; i++) {
          sum += parameters[at + i * outputs + o] * values[i];
        }
        next[o] = layer == widths.size() - 1 ? sum : activate(sum);
      }
      if (dropout != null && layer < widths.size() - 1) {
        float[] factors = new float[outputs];
        Arrays.fill(factors, 1);
        dropout.apply(factors, 1, outputs, layer - 1, place);
        for (int o = 0; o < outputs; o++) {
          next[o] *= factors[o];
        }
      }
      at += inputs * outputs + (bias ? outputs : 0);
      values = next;
    }
    return values;
  }

  /** The sum over pairs of inputs, pair by pair. */
  private double[] pairs(double[] parameters, Examples examples, int row, int factors) {
    int inputs = examples.inputs();
    int outputs = plan.scores();
    int from = inputs * outputs + (bias ? outputs : 0);
    double[] scores = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      scores[o] = bias ? parameters[inputs * outputs + o] : 0;
      for (int i = 0; i < inputs; i++) {
        double x = examples.features()[row * inputs + i];
        scores[o] += parameters[i * outputs + o] * x;
        for (int j = i + 1; j < inputs; j++) {
          double dot = 0;
          for (int f = 0; f < factors; f++) {
            int at = from + o * factors + f;
            dot += parameters[at + i * outputs * factors] * parameters[at + j * outputs * factors];
          }
          scores[o] += dot * x * examples.features()[row * inputs + j];
        }
      }
    }
    return scores;
  }

  private double activate(double x) {
    Activation activation = ((ModelDefinition.Mlp) plan.model()).activation();
    return switch (activation) {
      case RELU -> x > 0 ? x : 0;
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case IDENTITY -> x;
    };
  }
}
