package io.tributary.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a LIBSVM file, taken apart: {@code label index:value index:value ...}. Used again for
 * each line. Not thread-safe.
 */
final class LibsvmRow implements Row, SparseCell {

  /**
   * What is wrong with a line.
   *
   * @param column of the line's text where it is, from 1
   * @param kind what has to be done about it
   */
  record Flaw(int column, String message, Kind kind) {
    String sentence() {
      return "column %d: %s".formatted(column, message);
    }
  }

  /** What a flaw says about the file. */
  enum Kind {
    /** The row cannot be read; others may. */
    UNREADABLE,
    /** A number that is not finite: something went wrong before the upload. */
    NOT_FINITE,
    /** Indices that no program writes by accident of one row: the file is not what it seems. */
    DAMAGED
  }

  private static final int LABEL = 0;

  private Place place = new Place("", "line", 0);
  private String line = "";
  private String label = "";
  private int[] indices = new int[64];
  private double[] values = new double[64];
  private int count;

  @Override
  public Place place() {
    return place;
  }

  @Override
  public boolean isMissing(int column) {
    return column == LABEL && Cell.isMissing(label);
  }

  @Override
  public double number(int column) {
    return Cell.number(label);
  }

  @Override
  public boolean isFaithful(int column) {
    return Cell.isFaithful(label);
  }

  @Override
  public String text(int column) {
    return label;
  }

  @Override
  public byte[] bytes(int column) {
    throw new UnsupportedOperationException("a LIBSVM file has no vector of bytes");
  }

  @Override
  public SparseCell sparse(int column) {
    return this;
  }

  @Override
  public String beginning(int most) {
    return line.substring(0, Math.min(most, line.length()));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int index(int i) {
    return indices[i];
  }

  @Override
  public double value(int i) {
    return values[i];
  }

  /** Takes a line; what is wrong with it, else null. */
  @Nullable Flaw read(String content, Place where) {
    line = content;
    place = where;
    count = 0;
    int end = contentEnd(line);
    int at = skipBlanks(line, 0, end);
    int to = tokenEnd(line, at, end);
    label = line.substring(at, to);
    if (!Cell.isMissing(label) && Double.isNaN(Cell.number(label))) {
      return unreadable(at, "the label '%s' is no number", label);
    }
    for (at = skipBlanks(line, to, end); at < end; at = skipBlanks(line, to, end)) {
      to = tokenEnd(line, at, end);
      Flaw flaw = pair(line, at, to);
      if (flaw != null) {
        return flaw;
      }
    }
    return null;
  }

  /** Whether a line has nothing but blanks and a comment. */
  static boolean isEmpty(String line) {
    int end = contentEnd(line);
    return skipBlanks(line, 0, end) == end;
  }

  private @Nullable Flaw pair(String line, int at, int to) {
    int colon = line.indexOf(':', at);
    if (colon < 0 || colon >= to) {
      return unreadable(at, "'%s' is no index:value pair", line.substring(at, to));
    }
    String name = line.substring(at, colon);
    if (name.equals("qid")) {
      return unreadable(at, "%s: rows that are ranked within queries are not supported", name);
    }
    int index;
    try {
      index = Integer.parseInt(name);
    } catch (NumberFormatException e) {
      return unreadable(at, "'%s' is no index", name);
    }
    if (index < 0 || index == Integer.MAX_VALUE) {
      return new Flaw(
          at + 1,
          "index %d is not from 0 to %d".formatted(index, Integer.MAX_VALUE - 1),
          Kind.DAMAGED);
    }
    if (count > 0 && index <= indices[count - 1]) {
      return new Flaw(
          at + 1,
          "index %d comes after index %d, but indices have to ascend"
              .formatted(index, indices[count - 1]),
          Kind.DAMAGED);
    }
    String text = line.substring(colon + 1, to);
    double value = Cell.number(text);
    if (Double.isNaN(value)) {
      return unreadable(colon + 1, "'%s' is no number", text);
    }
    if (Double.isInfinite(value)) {
      return new Flaw(
          colon + 2,
          "the value of index %d is %s".formatted(index, FileNames.printable(text)),
          Kind.NOT_FINITE);
    }
    if (count == indices.length) {
      indices = Arrays.copyOf(indices, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    indices[count] = index;
    values[count++] = value;
    return null;
  }

  private static Flaw unreadable(int at, String message, String text) {
    return new Flaw(at + 1, message.formatted(FileNames.printable(text)), Kind.UNREADABLE);
  }

  private static int contentEnd(String line) {
    int comment = line.indexOf('#');
    return comment < 0 ? line.length() : comment;
  }

  private static int skipBlanks(String line, int from, int end) {
    int at = from;
    while (at < end && isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int tokenEnd(String line, int from, int end) {
    int at = from;
    while (at < end && !isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
