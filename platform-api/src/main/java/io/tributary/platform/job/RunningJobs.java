package io.tributary.platform.job;

import io.tributary.client.job.JobView;
import io.tributary.engine.id.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known only while a job runs. Implemented by the module that runs jobs. */
public interface RunningJobs {

  /** Agents' parts in the job, empty when it does not run. */
  List<JobView.Worker> workers(JobId id);

  /** The job's partitions and their owners; empty before they are made. */
  List<JobView.Partition> partitions(JobId id);

  /** Generation of the job's coordinator and assignment; 0 before the first. */
  long generation(JobId id);

  /** What the job's coordinator dropped; null while it has none. */
  JobView.@Nullable Counters counters(JobId id);
}
