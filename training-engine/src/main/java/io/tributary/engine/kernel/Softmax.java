package io.tributary.engine.kernel;

/** The parts of a softmax over {@code scores[at .. at + outputs)}. */
final class Softmax {
  private Softmax() {}

  /** Position of the largest score, the first of equals. */
  static int largest(float[] scores, int at, int outputs) {
    int largest = 0;
    for (int i = 1; i < outputs; i++) {
      if (scores[at + i] > scores[at + largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /**
   * Sum of {@code exp(score - top)}: between 1 and {@code outputs} where {@code top} is largest.
   */
  static double sumOfExponentials(float[] scores, int at, int outputs, double top) {
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      sum += StrictMath.exp(scores[at + i] - top);
    }
    return sum;
  }

  /**
   * The same sum, keeping its terms.
   *
   * @param terms gets {@code exp(score - top)} at {@code [0 .. outputs)}
   */
  static double sumOfExponentials(float[] scores, int at, int outputs, double top, double[] terms) {
    double sum = 0;
    for (int i = 0; i < outputs; i++) {
      terms[i] = StrictMath.exp(scores[at + i] - top);
      sum += terms[i];
    }
    return sum;
  }
}
