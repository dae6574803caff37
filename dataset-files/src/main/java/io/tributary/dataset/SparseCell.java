package io.tributary.dataset;

/** A row's cell of a sparse column: pairs of an index and a value, by rising index. */
interface SparseCell {
  /** Number of pairs. */
  int count();

  /** As in the file. */
  int index(int i);

  /** Finite. */
  double value(int i);
}
