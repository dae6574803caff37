package io.tributary.platform.job.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant. */
final class Spelling {
  private Spelling() {}

  /**
   * "Did you mean" and the nearest of {@code words}, where one is near enough; else the words there
   * are, at most 20 of them.
   */
  static String advice(String word, Collection<String> words) {
    return nearest(word, words)
        .map(near -> "Did you mean \"%s\"?".formatted(near))
        .orElseGet(() -> "There is: %s.".formatted(list(words)));
  }

  /** The words with commas, at most 20 of them. */
  static String list(Collection<String> words) {
    String shown = String.join(", ", words.stream().limit(20).toList());
    return words.size() > 20 ? shown + " and %d more".formatted(words.size() - 20) : shown;
  }

  private static Optional<String> nearest(String word, Collection<String> words) {
    String low = word.toLowerCase(Locale.ROOT);
    int most = Math.min(word.length() - 1, Math.max(2, word.length() / 3));
    return words.stream()
        .filter(w -> edits(low, w.toLowerCase(Locale.ROOT)) <= most)
        .min(Comparator.comparingInt(w -> edits(low, w.toLowerCase(Locale.ROOT))));
  }

  /** Levenshtein distance: insertions, deletions and replacements from one word to the other. */
  static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
