package io.tributary.engine.id;

import java.util.UUID;

/** Identity of a job. */
public record JobId(UUID value) {
  public static JobId of(String text) {
    return new JobId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
