package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.checkpoint.StateDigest;
import io.tributary.platform.checkpoint.StoredState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Checkpoints in memory. */
final class FakeCheckpoints implements Checkpoints {
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

  @Override
  public Optional<StoredState> latestState(JobId job) {
    return latest(job).map(FakeCheckpoints::stored);
  }

  @Override
  public Optional<StoredState> stateAt(JobId job, long step) {
    return at(job, step).map(FakeCheckpoints::stored);
  }

  private static StoredState stored(Checkpoint checkpoint) {
    byte[] state = checkpoint.state();
    return new StoredState(
        "a checkpoint in memory",
        checkpoint.step(),
        checkpoint.ledgerOffset(),
        state.length,
        StateDigest.of(state),
        piece -> piece == 0 ? Optional.of(state) : Optional.empty());
  }
}
