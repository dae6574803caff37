package io.tributary.platform.aggregation;

import io.tributary.engine.id.JobId;

/** Opens wires. Thread-safe. */
public interface JobWireFactory {

  /** Makes sure that the job's topics are there and connects; waits for the brokers. */
  JobWire open(JobId job);
}
