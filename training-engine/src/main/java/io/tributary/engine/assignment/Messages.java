package io.tributary.engine.assignment;

import io.tributary.engine.wire.CorruptRecordException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON form of messages. Thread-safe. */
public final class Messages {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Messages() {}

  public static byte[] toJson(Object message) {
    return MAPPER.writeValueAsBytes(message);
  }

  /** Throws {@code CorruptRecordException} where {@code json} is not a message of that type. */
  public static <T> T fromJson(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JacksonException e) {
      throw new CorruptRecordException("not a " + type.getSimpleName(), e);
    }
  }
}
