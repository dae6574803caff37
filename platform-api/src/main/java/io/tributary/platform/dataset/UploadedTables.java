package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.dataset.Formats;
import io.tributary.dataset.ReceivedFile;
import io.tributary.engine.table.Table;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/**
 * Reads tables that are used once and never stored, by the code that reads those that are.
 * Thread-safe.
 */
@Service
public class UploadedTables {
  private final DatasetSettings settings;

  UploadedTables(DatasetSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads a file of any format that a data set is made of. All rows are checked before the first is
   * handed on. Throws {@code FileException} where the file cannot be read, where a row does not
   * fit, and (DATASET_INVALID_SPEC) where there is no column of one of these names and types.
   *
   * @param columns names and types; other columns are what they seem to be
   * @param pieces gets the rows in their order, a few megabytes at a time, on the calling thread
   */
  public void read(ReceivedFile file, List<ColumnSpec> columns, Consumer<Table> pieces) {
    DatasetSpec spec = new DatasetSpec(file.label(), null, null, null, columns);
    Formats.open(List.of(file), spec, settings.limits().withoutRejectedRows()).read(pieces::accept);
  }
}
