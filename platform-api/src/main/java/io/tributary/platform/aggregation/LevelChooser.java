package io.tributary.platform.aggregation;

import io.tributary.engine.ledger.LevelChoice;
import org.jspecify.annotations.Nullable;

/** Whoever knows whether another level of compression should hold. */
interface LevelChooser {

  /** Never another one. */
  LevelChooser NEVER = step -> null;

  /**
   * Asked once when {@code step} is committed. The choice goes into its update and holds from the
   * first step on that nobody can have begun; null where the level stays.
   */
  @Nullable LevelChoice choose(long step);
}
