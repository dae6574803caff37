package io.tributary.engine.preprocessing;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Texts as counts of hashed words and word sequences (Weinberger et al., "Feature Hashing for Large
 * Scale Multitask Learning", ICML 2009, without signs): no dictionary, so words never seen have a
 * place too, and nothing grows with the data. The place of a sequence is MurmurHash3 (32 bits, seed
 * 0) of its UTF-8, its words divided by a space, modulo the number of places.
 *
 * <p>A word is a run of letters, digits and marks, in lower case; characters of scripts that put no
 * space between words (Han, Hiragana, Katakana, Thai) are words of their own.
 *
 * @param places at least 1
 * @param words in the longest sequence, at least 1
 */
public record HashedWords(int places, int words) {

  /** How often each place is met, by place in rising order. */
  Map<Integer, Integer> counts(String text) {
    List<String> found = words(text);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int from = 0; from < found.size(); from++) {
      StringBuilder sequence = new StringBuilder();
      for (int to = from; to < Math.min(found.size(), from + words); to++) {
        sequence.append(to == from ? "" : " ").append(found.get(to));
        counts.merge(place(sequence.toString()), 1, Integer::sum);
      }
    }
    return counts;
  }

  private int place(String sequence) {
    byte[] bytes = sequence.getBytes(StandardCharsets.UTF_8);
    return Math.floorMod(MurmurHash3.hash32x86(bytes, 0, bytes.length, 0), places);
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            point -> {
              if (!isPart(point) || standsAlone(point)) {
                end(word, words);
              }
              if (isPart(point)) {
                word.appendCodePoint(point);
              }
              if (standsAlone(point)) {
                end(word, words);
              }
            });
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isPart(int point) {
    int type = Character.getType(point);
    return Character.isLetterOrDigit(point)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean standsAlone(int point) {
    return Character.isLetter(point)
        && switch (UnicodeScript.of(point)) {
          case HAN, HIRAGANA, KATAKANA, THAI -> true;
          default -> false;
        };
  }
}
