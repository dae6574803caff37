package io.tributary.dataset;

import java.nio.file.Path;

/**
 * What files may cost their reader.
 *
 * @param folder where files lie while they are read; a folder of its own is made there for each
 *     group of files and removed with it
 * @param maxUnpacked bytes of one file after unpacking
 * @param maxUnpackRatio unpacked bytes per packed byte, asked from the first 16 MB on
 * @param maxLine bytes of one line of a text file
 * @param maxColumns columns of one table
 * @param maxRejectedShare a file of which a larger share of rows does not parse is refused
 * @param keptRejectedRows rejected rows of which line, reason and text are kept; all are counted
 */
public record FileLimits(
    Path folder,
    long maxUnpacked,
    int maxUnpackRatio,
    long maxLine,
    int maxColumns,
    double maxRejectedShare,
    int keptRejectedRows) {

  /** The same limits for files of which every row must be read. */
  public FileLimits withoutRejectedRows() {
    return new FileLimits(
        folder, maxUnpacked, maxUnpackRatio, maxLine, maxColumns, 0, keptRejectedRows);
  }
}
