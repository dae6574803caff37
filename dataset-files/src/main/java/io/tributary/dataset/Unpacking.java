package io.tributary.dataset;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How a file is packed, seen from its first bytes. */
enum Unpacking {
  NONE(null),
  GZIP("gzip"),
  ZSTD("zstd");

  private static final int BUFFER_BYTES = 1 << 16;

  private final @Nullable String tool;

  Unpacking(@Nullable String tool) {
    this.tool = tool;
  }

  /** The command that tests such a file; for packed files only. */
  String tool() {
    if (tool == null) {
      throw new IllegalStateException("nothing unpacks a file that is not packed");
    }
    return tool;
  }

  /** Looks at the first four bytes and leaves them where they are. */
  static Unpacking of(BufferedInputStream start) throws IOException {
    start.mark(4);
    byte[] magic = start.readNBytes(4);
    start.reset();
    if (magic.length >= 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
      return GZIP;
    }
    boolean zstd =
        magic.length == 4
            && magic[0] == 0x28
            && magic[1] == (byte) 0xB5
            && magic[2] == 0x2F
            && magic[3] == (byte) 0xFD;
    return zstd ? ZSTD : NONE;
  }

  /** The unpacked bytes. */
  InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
      case ZSTD -> new ZstdInputStream(packed);
    };
  }
}
