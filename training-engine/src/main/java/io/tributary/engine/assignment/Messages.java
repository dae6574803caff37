package io.tributary.engine.assignment;

import io.tributary.engine.wire.CorruptRecordException;
import java.nio.ByteBuffer;
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

  /**
   * Reads the bytes between position and limit, without moving them on. Throws {@code
   * CorruptRecordException} where they are not a message of that type.
   */
  public static <T> T fromJson(ByteBuffer json, Class<T> type) {
    byte[] bytes = new byte[json.remaining()];
    json.get(json.position(), bytes);
    try {
      return MAPPER.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new CorruptRecordException("not a " + type.getSimpleName(), e);
    }
  }
}
