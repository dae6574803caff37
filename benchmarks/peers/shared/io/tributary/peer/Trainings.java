package io.tributary.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers each line {@code ACCURACY} with {@code SECONDS BUDGET ACCURACY} of one training. The
 * budget is the smallest of a list that reaches the accuracy; it is searched once, and the search
 * counts as warm-up.
 */
final class Trainings {
  /** One training from scratch with a budget of epochs or iterations. */
  interface Training {
    Result train(int budget) throws Exception;
  }

  /**
   * @param accuracy on the rows held out, NaN-free
   */
  record Result(double seconds, double accuracy) {}

  private Trainings() {}

  /**
   * @param answers where to, since libraries print to standard output as they like
   */
  static void answer(PrintStream answers, String greeting, int[] budgets, Training training)
      throws Exception {
    answers.println(greeting);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int found = -1;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      double wanted = Double.parseDouble(line);
      for (int i = 0; found < 0 && i < budgets.length; i++) {
        if (training.train(budgets[i]).accuracy() >= wanted || i == budgets.length - 1) {
          found = budgets[i];
        }
      }
      Result result = training.train(found);
      answers.println(result.seconds() + " " + found + " " + result.accuracy());
    }
  }
}
