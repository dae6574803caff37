package io.tributary.client;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads a text/event-stream line by line, as the HTML standard says. Not thread-safe. */
final class ServerSentEvents {
  private @Nullable StringJoiner data;
  private String lastId;

  /**
   * @param lastId of the stream that this one continues; empty where there is none
   */
  ServerSentEvents(String lastId) {
    this.lastId = lastId;
  }

  /** Id of the last event that had one; empty where none had. */
  String lastId() {
    return lastId;
  }

  /**
   * Takes the next line, without its end.
   *
   * @return the data of the event that this line completes; null where it completes none
   */
  @Nullable String line(String line) {
    if (line.isEmpty()) {
      String complete = data == null ? null : data.toString();
      data = null;
      return complete;
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    if (field.equals("data")) {
      if (data == null) {
        data = new StringJoiner("\n");
      }
      data.add(value);
    } else if (field.equals("id") && value.indexOf('\0') < 0) {
      lastId = value;
    }
    return null;
  }
}
