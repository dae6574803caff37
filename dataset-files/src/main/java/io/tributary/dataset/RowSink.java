package io.tributary.dataset;

import io.tributary.engine.table.Table;

/** Takes consecutive pieces of a table. Called on one thread. */
public interface RowSink {
  void accept(Table rows);
}
