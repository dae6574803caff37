package io.tributary.engine.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parameters as little-endian float32: equal digests mean equal bits. */
public final class ParametersDigest {
  private ParametersDigest() {}

  /** 32 bytes. */
  public static byte[] of(float[] parameters) {
    MessageDigest sha = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int piece = buffer.capacity() / Float.BYTES;
    for (int from = 0; from < parameters.length; from += piece) {
      int length = Math.min(piece, parameters.length - from);
      buffer.asFloatBuffer().put(parameters, from, length);
      sha.update(buffer.array(), 0, length * Float.BYTES);
    }
    return sha.digest();
  }

  /** 64 lower-case hexadecimal digits. */
  public static String hexOf(float[] parameters) {
    return HexFormat.of().formatHex(of(parameters));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
