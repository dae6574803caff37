package io.tributary.dataset;

/**
 * Where a row stands.
 *
 * @param file stands before it in messages: the file's name and a colon where an upload has several
 *     files, else nothing
 * @param unit what is counted: {@code line} or {@code row}
 * @param number from 1
 */
record Place(String file, String unit, long number) {
  /** {@code line 7}, or {@code b.csv: line 7}. */
  @Override
  public String toString() {
    return file + unit + " " + number;
  }
}
