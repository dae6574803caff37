package io.tributary.platform.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a serialised training state: what agents check a download against. */
public final class StateDigest {
  private StateDigest() {}

  /** 64 lower-case hexadecimal digits. */
  public static String of(byte[] state) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(state));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
