package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetProfile.ValueCount;
import io.tributary.client.problem.Violation;
import io.tributary.engine.table.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of texts. Each piece has a dictionary of its own. Counts of values are exact for the
 * first {@code maxCounted} distinct ones.
 */
final class TextBuilder implements ColumnBuilder {
  private static final int TOP_VALUES = 20;
  private static final int CODE_BYTES = Integer.BYTES;

  /** Fewer distinct values than this are categories, however short the file. */
  private static final int ALWAYS_CATEGORICAL = 100;

  private final int position;
  private final String name;
  private final @Nullable String wanted;
  private final @Nullable String role;
  private final int maxCounted;
  private final Map<String, long[]> counts = new HashMap<>();
  private final DistinctCount distinct = new DistinctCount();
  private final Map<String, Integer> dictionary = new LinkedHashMap<>();
  private int[] codes = new int[256];
  private int size;
  private long present;
  private long missing;
  private boolean uncounted;

  TextBuilder(
      int position, String name, @Nullable String wanted, @Nullable String role, int maxCounted) {
    this.position = position;
    this.name = name;
    this.wanted = wanted;
    this.role = role;
    this.maxCounted = maxCounted;
  }

  @Override
  public int add(Row row) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, 2 * size);
    }
    if (row.isMissing(position)) {
      missing++;
      codes[size++] = -1;
      return CODE_BYTES;
    }
    String text = row.text(position);
    present++;
    count(text);
    Integer known = dictionary.putIfAbsent(text, dictionary.size());
    if (known != null) {
      codes[size++] = known;
      return CODE_BYTES;
    }
    requireStorable(text, row);
    codes[size++] = dictionary.size() - 1;
    return CODE_BYTES + 2 * text.length();
  }

  /** Escapes in a file can name characters that no text can hold. */
  private void requireStorable(String text, Row row) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        throw new FileException(
            FileFault.DATASET_NOT_TEXT,
            "Column %s holds a text with %s: %s."
                .formatted(name, c == 0 ? "a NUL character" : "half a character", row.place()),
            "Write the text without it, or leave the value out.",
            List.of(new Violation(row.place().toString(), "no valid text", "Correct the text.")));
      }
    }
  }

  private void count(String text) {
    distinct.add(text);
    long[] count = counts.get(text);
    if (count != null) {
      count[0]++;
    } else if (counts.size() < maxCounted) {
      counts.put(text, new long[] {1});
    } else {
      uncounted = true;
    }
  }

  @Override
  public Column piece() {
    Column.Categorical piece =
        new Column.Categorical(name, Arrays.copyOf(codes, size), List.copyOf(dictionary.keySet()));
    size = 0;
    dictionary.clear();
    return piece;
  }

  private long distinctValues() {
    return uncounted ? Math.max(distinct.count(), counts.size()) : counts.size();
  }

  private String type() {
    if (wanted != null) {
      return wanted;
    }
    long values = distinctValues();
    return values > ALWAYS_CATEGORICAL && 2 * values > present ? "text" : "categorical";
  }

  @Override
  public ColumnView view() {
    return new ColumnView(name, type(), role, 1);
  }

  @Override
  public ColumnProfile profile() {
    return new ColumnProfile(
        name,
        type(),
        missing,
        distinctValues(),
        uncounted,
        null,
        null,
        null,
        null,
        List.of(),
        top());
  }

  private List<ValueCount> top() {
    return counts.entrySet().stream()
        .map(e -> new ValueCount(e.getKey(), e.getValue()[0]))
        .sorted(
            Comparator.comparingLong(ValueCount::count).reversed().thenComparing(ValueCount::value))
        .limit(TOP_VALUES)
        .map(v -> new ValueCount(shortened(v.value()), v.count()))
        .toList();
  }

  private static String shortened(String value) {
    return value.length() > 200 ? value.substring(0, 200) + "..." : value;
  }
}
