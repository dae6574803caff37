package io.tributary.platform.model;

import io.tributary.engine.id.JobId;
import java.util.Optional;

/** What a job's agents compute on. */
public interface KernelTypes {

  /** The kernel type that the job is pinned to; empty before its first assignment. */
  Optional<String> kernelType(JobId job);
}
