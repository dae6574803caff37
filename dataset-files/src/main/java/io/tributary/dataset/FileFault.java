package io.tributary.dataset;

/** What can be wrong with a file or with what is said of it. Stable codes; never renamed. */
public enum FileFault {
  DATASET_INVALID_NAME,
  DATASET_INVALID_SPEC,
  DATASET_UNKNOWN_FORMAT,
  DATASET_EMPTY,
  DATASET_DAMAGED_GZIP,
  DATASET_DAMAGED_ZSTD,
  DATASET_DAMAGED_IDX,
  /** Cut, or otherwise not what its beginning promises: any format without a code of its own. */
  DATASET_DAMAGED_FILE,
  /** Complete, but it holds what no data set can. */
  DATASET_UNSUPPORTED_CONTENT,
  DATASET_UNEQUAL_IMAGES,
  DATASET_DAMAGED_LIBSVM,
  DATASET_NOT_TEXT,
  DATASET_LINE_TOO_LONG,
  DATASET_WRONG_DELIMITER,
  DATASET_INVALID_COLUMNS,
  DATASET_NOT_FINITE,
  DATASET_ROWS_REJECTED,
  DATASET_TOO_LARGE
}
