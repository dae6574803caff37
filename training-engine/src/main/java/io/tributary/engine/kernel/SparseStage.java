package io.tributary.engine.kernel;

import io.tributary.engine.preprocessing.InputRows;
import java.util.Arrays;

/**
 * A first layer over sparse rows. Only entries are looked at, in the order of the rows and of their
 * places, in Java: time and memory do not depend on how many inputs are zero, nor bits on the
 * machine.
 */
final class SparseStage extends LayerStage {
  private final SparseBlock block;
  private final float[] weights;

  /** Where gradients go; the caller's array. */
  private float[] target = new float[0];

  SparseStage(DenseLayer layer, int blockRows, MatrixMemory memory, SparseBlock block) {
    super(layer, blockRows, memory);
    this.block = block;
    this.weights = new float[layer.weights()];
  }

  @Override
  void load(float[] parameters) {
    super.load(parameters);
    System.arraycopy(parameters, layer().weightsAt(), weights, 0, weights.length);
  }

  @Override
  void products(int rows) {
    InputRows.Sparse all = block.rows();
    int outputs = layer().outputs();
    float[] scores = values();
    for (int at = 0; at < rows; at++) {
      int from = all.offsets()[block.row(at)];
      int to = all.offsets()[block.row(at) + 1];
      switch (outputs) {
        case 1 -> scores[at] = score(all, from, to);
        case 2 -> twoScores(all, from, to, scores, 2 * at);
        default -> scores(all, from, to, scores, outputs * at);
      }
    }
  }

  private float score(InputRows.Sparse all, int from, int to) {
    float score = 0;
    for (int i = from; i < to; i++) {
      score += weights[all.places()[i]] * all.values()[i];
    }
    return score;
  }

  private void twoScores(InputRows.Sparse all, int from, int to, float[] scores, int at) {
    float first = 0;
    float second = 0;
    for (int i = from; i < to; i++) {
      int weight = 2 * all.places()[i];
      float value = all.values()[i];
      first += weights[weight] * value;
      second += weights[weight + 1] * value;
    }
    scores[at] = first;
    scores[at + 1] = second;
  }

  private void scores(InputRows.Sparse all, int from, int to, float[] scores, int at) {
    int outputs = layer().outputs();
    Arrays.fill(scores, at, at + outputs, 0);
    for (int i = from; i < to; i++) {
      int weight = outputs * all.places()[i];
      float value = all.values()[i];
      for (int output = 0; output < outputs; output++) {
        scores[at + output] += weights[weight + output] * value;
      }
    }
  }

  @Override
  void gradientsInto(float[] gradient) {
    target = gradient;
    Arrays.fill(gradient, layer().weightsAt(), layer().biasesAt(), 0);
  }

  @Override
  void differentiateWeights(int rows, boolean first) {
    InputRows.Sparse all = block.rows();
    int outputs = layer().outputs();
    for (int at = 0; at < rows; at++) {
      int from = all.offsets()[block.row(at)];
      int to = all.offsets()[block.row(at) + 1];
      switch (outputs) {
        case 1 -> addSlope(all, from, to, values()[at]);
        case 2 -> addTwoSlopes(all, from, to, values()[2 * at], values()[2 * at + 1]);
        default -> addSlopes(all, from, to, values(), outputs * at);
      }
    }
  }

  private void addSlope(InputRows.Sparse all, int from, int to, float slope) {
    int weightsAt = layer().weightsAt();
    for (int i = from; i < to; i++) {
      target[weightsAt + all.places()[i]] += slope * all.values()[i];
    }
  }

  private void addTwoSlopes(InputRows.Sparse all, int from, int to, float first, float second) {
    int weightsAt = layer().weightsAt();
    for (int i = from; i < to; i++) {
      int weight = weightsAt + 2 * all.places()[i];
      float value = all.values()[i];
      target[weight] += first * value;
      target[weight + 1] += second * value;
    }
  }

  private void addSlopes(InputRows.Sparse all, int from, int to, float[] slopes, int at) {
    int outputs = layer().outputs();
    int weightsAt = layer().weightsAt();
    for (int i = from; i < to; i++) {
      int weight = weightsAt + outputs * all.places()[i];
      float value = all.values()[i];
      for (int output = 0; output < outputs; output++) {
        target[weight + output] += slopes[at + output] * value;
      }
    }
  }
}
