package io.tributary.platform.checkpoint;

import io.tributary.engine.id.JobId;

/** Checkpoints that thinning out leaves alone. Thread-safe. */
public interface PinnedCheckpoints {

  /** Keeps the checkpoint for good; no effect where there is none. */
  void pin(JobId job, long step);
}
