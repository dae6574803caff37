package io.tributary.dataset;

/** What a file's first bytes say that it is. */
public enum FileKind {
  /** Nothing else: UTF-8 text or nothing that is read. */
  TEXT,
  IDX(0, 0),
  PARQUET('P', 'A', 'R', '1'),
  NPY(0x93, 'N', 'U', 'M', 'P', 'Y'),
  ZIP('P', 'K', 3, 4),
  EMPTY_ZIP('P', 'K', 5, 6);

  private final int[] magic;

  FileKind(int... magic) {
    this.magic = magic;
  }

  /** The kind of a file that begins with the first {@code length} of {@code start}. */
  static FileKind of(byte[] start, int length) {
    for (FileKind kind : values()) {
      if (kind != TEXT && kind.begins(start, length)) {
        return kind;
      }
    }
    return TEXT;
  }

  private boolean begins(byte[] start, int length) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= length || (start[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
