package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.checkpoint.StoredState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Checkpoints in memory. */
final class FakeCheckpoints implements Checkpoints {
  @Override
  public Optional<StoredState> latestState(JobId job) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<StoredState> stateAt(JobId job, long step) {
    throw new UnsupportedOperationException();
  }

  private final Map<JobId, TreeMap<Long, Checkpoint>> byJob = new ConcurrentHashMap<>();

  void save(JobId job, long step) {
    save(new Checkpoint(job, step, 0, 0, "00", Map.of(), new byte[0]));
  }

  @Override
  public void save(Checkpoint checkpoint) {
    byJob
        .computeIfAbsent(checkpoint.job(), job -> new TreeMap<>())
        .put(checkpoint.step(), checkpoint);
  }

  @Override
  public Optional<Checkpoint> latest(JobId job) {
    TreeMap<Long, Checkpoint> all = byJob.getOrDefault(job, new TreeMap<>());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.lastEntry().getValue());
  }

  @Override
  public Optional<Checkpoint> at(JobId job, long step) {
    return Optional.ofNullable(byJob.getOrDefault(job, new TreeMap<>()).get(step));
  }
}
