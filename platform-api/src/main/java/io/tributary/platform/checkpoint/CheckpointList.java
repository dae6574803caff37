package io.tributary.platform.checkpoint;

import io.tributary.client.job.CheckpointView;
import io.tributary.engine.id.JobId;
import java.util.List;

/** What is known of a job's checkpoints without reading their states. Thread-safe. */
public interface CheckpointList {

  /** The job's checkpoints, newest first; empty where it has none. */
  List<CheckpointView> of(JobId job);
}
