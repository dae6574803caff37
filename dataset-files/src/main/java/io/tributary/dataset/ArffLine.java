package io.tributary.dataset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a line of an ARFF file into words: quoted with {@code '} or {@code "}, a backslash before a
 * character that would end them. Positions count from 1.
 */
final class ArffLine {
  private final String line;
  private int position;

  ArffLine(String line) {
    this.line = line;
  }

  /** A line that cannot be cut. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final int column;

    Malformed(int column, String how) {
      super(how);
      this.column = column;
    }

    /** Position in the line, from 1. */
    int column() {
      return column;
    }
  }

  /**
   * @param quoted whether it stood in quotes: {@code '?'} is a text, {@code ?} says missing
   */
  record Word(String text, boolean quoted) {}

  /** The next word, which {@code ends} or white space ends; null where none is left. */
  @Nullable Word word(String ends) throws Malformed {
    skipSpace();
    if (position == line.length()) {
      return null;
    }
    char quote = line.charAt(position);
    if (quote == '\'' || quote == '"') {
      position++;
      return new Word(quoted(quote), true);
    }
    int from = position;
    while (position < line.length()
        && ends.indexOf(line.charAt(position)) < 0
        && !Character.isWhitespace(line.charAt(position))) {
      position++;
    }
    return new Word(line.substring(from, position), false);
  }

  /** Words between commas up to {@code end}; up to the line's end where that is 0. */
  List<Word> list(char end) throws Malformed {
    List<Word> words = new ArrayList<>();
    String ends = end == 0 ? "," : "," + end;
    while (true) {
      Word word = word(ends);
      words.add(word == null ? new Word("", false) : word);
      skipSpace();
      if (position == line.length()) {
        if (end != 0) {
          throw new Malformed(position, "ends without '" + end + "'");
        }
        return words;
      }
      char next = line.charAt(position++);
      if (next == end) {
        return words;
      }
      if (next != ',') {
        throw new Malformed(position, "has '" + next + "' where a comma should stand");
      }
    }
  }

  /** Takes {@code c} if it comes next. */
  boolean take(char c) {
    skipSpace();
    boolean next = position < line.length() && line.charAt(position) == c;
    position += next ? 1 : 0;
    return next;
  }

  /** What is left of the line, without white space around it. */
  String rest() {
    return line.substring(position).strip();
  }

  private String quoted(char quote) throws Malformed {
    int from = position;
    StringBuilder text = new StringBuilder();
    while (position < line.length()) {
      char c = line.charAt(position++);
      if (c == quote) {
        return text.toString();
      }
      text.append(c == '\\' && position < line.length() ? escaped(line.charAt(position++)) : c);
    }
    throw new Malformed(from, "opens a quote that is never closed");
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  private void skipSpace() {
    while (position < line.length() && Character.isWhitespace(line.charAt(position))) {
      position++;
    }
  }
}
