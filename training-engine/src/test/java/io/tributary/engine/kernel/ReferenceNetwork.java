package io.tributary.engine.kernel;

import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * The slower, simpler truth: one row at a time, in float64, straight from the definitions, sharing
 * no code with the kernel. Its gradient is a central difference of its loss.
 */
final class ReferenceNetwork {
  private static final double STEP = 1e-6;

  private final TrainingPlan plan;
  private final List<Integer> widths = new ArrayList<>();
  private final boolean bias;

  ReferenceNetwork(TrainingPlan plan) {
    this.plan = plan;
    this.bias = plan.model().bias();
    widths.add(plan.preprocessing().inputs());
    if (plan.model() instanceof ModelDefinition.Mlp mlp) {
      widths.addAll(mlp.hidden());
    }
    widths.add(plan.preprocessing().outputs());
  }

  double loss(double[] parameters, Examples examples, int[] order, int from, int count) {
    double loss = 0;
    for (int i = from; i < from + count; i++) {
      double[] scores = scores(parameters, examples, order[i]);
      float target = examples.targets()[order[i]];
      if (plan.task() == Task.REGRESSION) {
        loss += Math.pow(scores[0] - target, 2);
      } else {
        double total = 0;
        for (double score : scores) {
          total += Math.exp(score);
        }
        loss -= Math.log(Math.exp(scores[(int) target]) / total);
      }
    }
    return loss;
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

  double[] scores(double[] parameters, Examples examples, int row) {
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
      at += inputs * outputs + (bias ? outputs : 0);
      values = next;
    }
    return values;
  }

  private double activate(double x) {
    Activation activation = ((ModelDefinition.Mlp) plan.model()).activation();
    return switch (activation) {
      case RELU -> x > 0 ? x : 0;
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
    };
  }
}
