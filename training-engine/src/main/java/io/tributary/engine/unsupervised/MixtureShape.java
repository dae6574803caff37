package io.tributary.engine.unsupervised;

import io.tributary.engine.plan.ModelDefinition.Covariance;

/**
 * Where a mixture's parameters lie: means as weights [components, inputs], column-major; then what
 * there is of covariances, in the order of {@link #square}; then the weight of each component.
 *
 * @param components at least 1
 */
record MixtureShape(int inputs, int components, Covariance covariance) {

  int parameters() {
    return Math.addExact(values(), components);
  }

  /** Means and what there is of covariances. */
  int values() {
    return Math.multiplyExact(components, Math.addExact(inputs, squares()));
  }

  /** Numbers of one component's covariance. */
  int squares() {
    return switch (covariance) {
      case DIAGONAL -> inputs;
      case FULL -> Math.toIntExact((long) inputs * (inputs + 1) / 2);
    };
  }

  int mean(int component, int input) {
    return input * components + component;
  }

  /**
   * Of inputs {@code i <= j}; of a diagonal covariance only where they are the same, as the means
   * lie; of a full one the upper triangles row by row, component after component.
   */
  int square(int component, int i, int j) {
    int first = components * inputs;
    return switch (covariance) {
      case DIAGONAL -> first + i * components + component;
      case FULL ->
          first + component * squares() + (int) ((long) i * inputs - (long) i * (i + 1) / 2) + j;
    };
  }

  int weight(int component) {
    return values() + component;
  }
}
