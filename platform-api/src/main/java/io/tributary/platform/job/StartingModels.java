package io.tributary.platform.job;

import java.util.Optional;

/** Models that jobs may start from. Thread-safe. */
public interface StartingModels {

  /**
   * The version that {@code reference} means now; empty where it means none.
   *
   * @param reference an id, a name, name@version or name@stage
   */
  Optional<StartingModel> startingModel(String reference);
}
