package io.tributary.platform.model;

import io.tributary.client.model.PredictRequest;
import io.tributary.client.problem.Violation;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a prediction request as the table that preprocessing wants. A column that a row
 * leaves out, or gives as null, is a missing value, or all zeros where it is sparse; label, weight
 * and id may be there and are not looked at.
 */
final class RawRows {
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_VIOLATIONS = 50;

  private final List<Map<String, @Nullable Object>> rows;
  private final List<Violation> violations = new ArrayList<>();

  private RawRows(List<Map<String, @Nullable Object>> rows) {
    this.rows = rows;
  }

  /** Throws INVALID_CONTENT with the first 50 violations. */
  static Table table(PredictRequest request, Preprocessing preprocessing) {
    List<Map<String, @Nullable Object>> rows = request.rows() == null ? List.of() : request.rows();
    RawRows raw = new RawRows(rows);
    if (rows.isEmpty() || rows.size() > MOST_ROWS) {
      raw.violate(
          "rows", "has %d rows, not 1 to %d".formatted(rows.size(), MOST_ROWS), "Split the rows.");
      raw.refuse();
    }
    raw.checkNames(preprocessing);
    List<Column> columns = preprocessing.features().stream().map(raw::column).toList();
    raw.refuse();
    return new Table(columns);
  }

  private void checkNames(Preprocessing preprocessing) {
    Set<String> known =
        preprocessing.features().stream().map(FeatureTransform::column).collect(Collectors.toSet());
    Set<@Nullable String> others = new HashSet<>();
    others.add(preprocessing.target().column());
    others.add(preprocessing.weight() == null ? null : preprocessing.weight().column());
    others.add(preprocessing.id());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, @Nullable Object> row = rows.get(i);
      if (row == null) {
        violate("rows[%d]".formatted(i), "is null", "Give an object of column values.");
        refuse();
        return;
      }
      for (String name : row.keySet()) {
        if (!known.contains(name) && !others.contains(name)) {
          violate(
              path(i, name),
              "is not a column of this model",
              "Known: %s.".formatted(known.stream().sorted().collect(Collectors.joining(", "))));
        }
      }
    }
  }

  private Column column(FeatureTransform transform) {
    String name = transform.column();
    return switch (transform) {
      case FeatureTransform.Standardize standardize -> numbers(name);
      case FeatureTransform.OneHot oneHot -> texts(name);
      case FeatureTransform.Words words -> texts(name);
      case FeatureTransform.Entity entity -> entity.numbers() ? numbers(name) : texts(name);
      case FeatureTransform.DateParts parts -> times(name, parts.pattern());
      case FeatureTransform.ScaleBytes bytes -> bytes(name, bytes.width());
      case FeatureTransform.ScaleSparse sparse -> sparse(name, sparse.first());
    };
  }

  private Column numbers(String name) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(i, name, rows.get(i).get(name));
    }
    return new Column.Numeric(name, values);
  }

  /** NaN for a missing value, and after a violation. */
  private double number(int row, String name, @Nullable Object value) {
    if (value == null || value.equals("")) {
      return Double.NaN;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        double parsed = Double.parseDouble(text.strip());
        if (Double.isFinite(parsed)) {
          return parsed;
        }
      } catch (NumberFormatException e) {
        // Reported below, with every other value that is no number.
      }
    }
    violate(path(row, name), "is not a number", "Give a finite number, or null if it is missing.");
    return Double.NaN;
  }

  private Column texts(String name) {
    Map<String, Integer> dictionary = new LinkedHashMap<>();
    int[] codes = new int[rows.size()];
    for (int i = 0; i < codes.length; i++) {
      String text = text(i, name, rows.get(i).get(name));
      codes[i] = text == null ? -1 : dictionary.computeIfAbsent(text, t -> dictionary.size());
    }
    return new Column.Categorical(name, codes, List.copyOf(dictionary.keySet()));
  }

  /** Numbers print as in data sets: plain, without trailing zeros. */
  private @Nullable String text(int row, String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text.isEmpty() ? null : text;
      case Boolean truth -> truth.toString();
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      default -> {
        violate(path(row, name), "is not a text", "Give a text, or null if it is missing.");
        yield null;
      }
    };
  }

  private Column sparse(String name, int first) {
    SparseCells cells = new SparseCells(first);
    for (int i = 0; i < rows.size(); i++) {
      String where = path(i, name);
      cells.add(
          rows.get(i).get(name),
          (key, message) ->
              violate(key == null ? where : where + "." + key, message, cells.advice()));
    }
    return cells.column(name);
  }

  /** As the training data's column wrote times, or ISO 8601. */
  private Column times(String name, TimePattern pattern) {
    long[] micros = new long[rows.size()];
    for (int i = 0; i < micros.length; i++) {
      Object value = rows.get(i).get(name);
      String text = value == null ? "" : value.toString().strip();
      long time = pattern.micros(text);
      micros[i] = time == TimePattern.NONE ? TimePattern.ISO.micros(text) : time;
      if (micros[i] == TimePattern.NONE && !text.isEmpty()) {
        violate(
            path(i, name),
            "is not a date or time",
            "Give a text such as 2024-03-31 or 2024-03-31T14:30:00Z, or null if it is missing.");
      }
    }
    return new Column.Instants(name, pattern, micros);
  }

  private Column bytes(String name, int width) {
    byte[] values = new byte[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      if (!(rows.get(i).get(name) instanceof List<?> list)
          || list.size() != width
          || !list.stream().allMatch(RawRows::isByte)) {
        violate(
            path(i, name),
            "is not a list of %d whole numbers from 0 to 255".formatted(width),
            "Give every value; none may be missing.");
        continue;
      }
      for (int j = 0; j < width; j++) {
        values[i * width + j] = ((Number) list.get(j)).byteValue();
      }
    }
    return new Column.Bytes(name, width, values);
  }

  private static boolean isByte(@Nullable Object value) {
    return value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 0
        && number.intValue() <= 255;
  }

  private static String path(int row, String column) {
    return "rows[%d].%s".formatted(row, column);
  }

  private void violate(String field, String message, String advice) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(new Violation(field, message, advice));
    }
  }

  private void refuse() {
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The rows do not fit this model.",
          "Correct what the violations name; the model's inputs are at /api/v1/models/{id}.",
          violations);
    }
  }
}
