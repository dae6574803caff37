package io.tributary.dataset;

import java.io.IOException;
import java.io.Reader;

/**
 * Text whose cells are cut by runs of spaces and tabs, with one space for each run and none at the
 * beginning and end of a line. What is quoted stays as it is, and so do line ends.
 */
final class WhiteSpaceReader extends Reader {
  private enum State {
    BEFORE_CELL,
    IN_CELL,
    IN_QUOTES,
    AFTER_QUOTE
  }

  private final Reader text;
  private final char[] buffer = new char[1 << 13];
  private int position;
  private int length;
  private State state = State.BEFORE_CELL;
  private boolean lineBegins = true;
  private boolean spaceOwed;

  WhiteSpaceReader(Reader text) {
    this.text = text;
  }

  @Override
  public int read(char[] target, int offset, int count) throws IOException {
    int written = 0;
    while (written < count) {
      if (position == length) {
        length = Math.max(0, text.read(buffer, 0, buffer.length));
        position = 0;
        if (length == 0) {
          break;
        }
      }
      char c = buffer[position];
      boolean space = (c == ' ' || c == '\t') && state != State.IN_QUOTES;
      boolean end = (c == '\n' || c == '\r') && state != State.IN_QUOTES;
      if (space) {
        spaceOwed = !lineBegins;
        state = State.BEFORE_CELL;
        position++;
        continue;
      }
      if (spaceOwed && !end) {
        // The character itself is looked at again, without a debt.
        spaceOwed = false;
        target[offset + written++] = ' ';
        continue;
      }
      spaceOwed = false;
      lineBegins = end;
      state = end ? State.BEFORE_CELL : next(c);
      target[offset + written++] = c;
      position++;
    }
    return written == 0 && count > 0 ? -1 : written;
  }

  private State next(char c) {
    return switch (state) {
      case BEFORE_CELL -> c == '"' ? State.IN_QUOTES : State.IN_CELL;
      case IN_CELL -> State.IN_CELL;
      case IN_QUOTES -> c == '"' ? State.AFTER_QUOTE : State.IN_QUOTES;
      case AFTER_QUOTE -> c == '"' ? State.IN_QUOTES : State.IN_CELL;
    };
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
