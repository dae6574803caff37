package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** What other modules may ask of data sets. */
public interface Datasets {

  /**
   * The version that {@code name} ({@code name} or {@code name@version}) means now; the newest
   * where none is named.
   */
  Optional<DatasetView> find(String name);

  /** The version with that id. */
  Optional<DatasetView> byId(String id);

  /**
   * Reads columns of a version, row order kept, without holding the whole table.
   *
   * @param columns names, in the order wanted
   * @param batches called with consecutive pieces of the table, on the calling thread
   */
  void scan(String id, List<String> columns, Consumer<Table> batches);

  /** Smallest value of a numeric column, as in the profile; empty where it has none. */
  OptionalDouble minimum(String id, String column);

  /** Largest value of a numeric column, as in the profile; empty where it has none. */
  OptionalDouble maximum(String id, String column);

  /** Rows without a value in a column, as in the profile. */
  long missing(String id, String column);

  /**
   * Agents that are alive and have the file, by partition of a version whose rows stay at agents;
   * absent where nobody has it.
   */
  Map<Integer, Set<AgentId>> holders(String id);

  /** Values of a column as texts, as in the profile, the most frequent first. */
  List<String> frequent(String id, String column);

  /** Number of distinct values of each column (as in the profile), by column name. */
  Map<String, Long> distinct(String id);
}
