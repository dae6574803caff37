package io.tributary.platform.dataset;

import io.tributary.engine.table.Table;

/** Takes consecutive pieces of a table. Called on one thread. */
interface RowSink {
  void accept(Table rows);
}
