package io.tributary.dataset;

/**
 * Looks at a text file's bytes as they arrive, so that a file which is no text is refused at the
 * first byte that shows it, and no line can fill the memory. Not thread-safe.
 */
final class TextCheck {
  private final String label;
  private final long maxLineBytes;
  private long line = 1;
  private long lineBytes;

  /** Bytes still missing of the current UTF-8 character, and the range of the next one. */
  private int missing;

  private int lowest = 0x80;
  private int highest = 0xBF;

  TextCheck(String label, long maxLineBytes) {
    this.label = label;
    this.maxLineBytes = maxLineBytes;
  }

  void accept(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      int value = bytes[i] & 0xFF;
      lineBytes++;
      if (missing > 0) {
        continueCharacter(value);
      } else if (value == '\n') {
        line++;
        lineBytes = 0;
      } else if (value == 0) {
        throw notText("a NUL byte");
      } else if (value >= 0x80) {
        startCharacter(value);
      }
      if (lineBytes > maxLineBytes) {
        throw new FileException(
            FileFault.DATASET_LINE_TOO_LONG,
            "Line %d of %s is longer than %d bytes.".formatted(line, label, maxLineBytes),
            "Check that the file's lines end with a line feed; the limit is the setting"
                + " tributary.dataset.max-line.");
      }
    }
  }

  /** To be called at the end of the file. */
  void end() {
    if (missing > 0) {
      throw notText("a cut UTF-8 character");
    }
  }

  // The table of well-formed byte sequences: The Unicode Standard, table 3-7.
  private void startCharacter(int value) {
    lowest = 0x80;
    highest = 0xBF;
    if (value >= 0xC2 && value <= 0xDF) {
      missing = 1;
    } else if (value >= 0xE0 && value <= 0xEF) {
      missing = 2;
      lowest = value == 0xE0 ? 0xA0 : 0x80;
      highest = value == 0xED ? 0x9F : 0xBF;
    } else if (value >= 0xF0 && value <= 0xF4) {
      missing = 3;
      lowest = value == 0xF0 ? 0x90 : 0x80;
      highest = value == 0xF4 ? 0x8F : 0xBF;
    } else {
      throw notText("a byte (0x%02X) that is not UTF-8".formatted(value));
    }
  }

  private void continueCharacter(int value) {
    if (value < lowest || value > highest) {
      throw notText("a byte (0x%02X) that is not UTF-8".formatted(value));
    }
    lowest = 0x80;
    highest = 0xBF;
    missing--;
  }

  private FileException notText(String what) {
    return new FileException(
        FileFault.DATASET_NOT_TEXT,
        "Line %d of %s holds %s: the file is not UTF-8 text.".formatted(line, label, what),
        "Save the file as UTF-8 text, or send Parquet, NumPy (.npy), IDX or a zip file of images.");
  }
}
