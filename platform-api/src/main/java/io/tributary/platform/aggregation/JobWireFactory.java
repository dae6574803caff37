package io.tributary.platform.aggregation;

import io.tributary.engine.id.JobId;

/** Opens wires. Thread-safe. */
public interface JobWireFactory {

  /**
   * Makes sure that the job's topics are there and connects; waits for the brokers.
   *
   * @param exchanging partitions that exchange models; 0 for none
   */
  JobWire open(JobId job, int exchanging);
}
