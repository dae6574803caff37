package io.tributary.benchmark;

import java.util.ArrayList;
import java.util.List;

/** One side of a comparison, in the table as in the file. */
sealed interface Line {
  String name();

  /**
   * @param figures one per round, in the order of the rounds
   */
  record Measured(String name, List<Double> figures) implements Line {
    double median() {
      return Medians.of(figures);
    }

    /** This side's figure by the other's, round by round. */
    List<Double> ratios(Measured to) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < figures.size(); i++) {
        ratios.add(figures.get(i) / to.figures().get(i));
      }
      return ratios;
    }
  }

  /**
   * A side that could not be measured here.
   *
   * @param reason what is missing, and what would bring it
   */
  record Missing(String name, String reason) implements Line {}
}
