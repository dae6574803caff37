package io.tributary.platform.checkpoint;

import io.tributary.engine.id.JobId;
import java.util.Optional;

/** Where checkpoints are kept. Thread-safe. */
public interface Checkpoints {

  /**
   * Stores a checkpoint; one for the same job and step is replaced. Old ones are thinned out by the
   * job's policy.
   */
  void save(Checkpoint checkpoint);

  /** The checkpoint with the most steps. */
  Optional<Checkpoint> latest(JobId job);

  /** The checkpoint at exactly that step. */
  Optional<Checkpoint> at(JobId job, long step);

  /** The state of {@link #latest}, to be read piece by piece. */
  Optional<StoredState> latestState(JobId job);

  /** The state of {@link #at}, to be read piece by piece. */
  Optional<StoredState> stateAt(JobId job, long step);
}
