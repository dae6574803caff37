package io.tributary.benchmark;

import io.tributary.benchmark.IncumbentsBenchmark.Training;
import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import java.util.List;

/** Our side of the incumbents' benchmark: jobs on two agents, from submission to their end. */
final class OwnTraining implements IncumbentsBenchmark.Side {
  private static final List<Integer> EPOCHS = List.of(1, 2, 3, 5, 8, 12, 18, 25, 40, 60);
  private static final long POLL_MILLIS = 20;

  private final TributaryClient client;
  private int found;

  OwnTraining(TributaryClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "Tributary, 2 agents, synchronous, epochs";
  }

  @Override
  public Training train(double accuracy) throws InterruptedException {
    for (int i = 0; found == 0; i++) {
      int epochs = EPOCHS.get(i);
      if (i == EPOCHS.size() - 1 || train(epochs).accuracy() >= accuracy) {
        found = epochs;
      }
    }
    return train(found);
  }

  private Training train(int epochs) throws InterruptedException {
    long start = System.nanoTime();
    String job = client.jobs().submitYaml(spec(epochs)).id();
    JobView view = client.jobs().get(job);
    while (!JobStates.isTerminal(view.state())) {
      Thread.sleep(POLL_MILLIS);
      view = client.jobs().get(job);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!(view.metrics().get("accuracy") instanceof Number accuracy)) {
      throw new IllegalStateException("The job ended as %s.".formatted(view.state()));
    }
    return new Training(seconds, epochs, accuracy.doubleValue());
  }

  private static String spec(int epochs) {
    return """
    name: incumbents-benchmark
    dataset: digits
    label: label
    task: classification
    model: {type: mlp, hidden: [%d], activation: relu}
    optimizer: {type: momentum, learningRate: 0.05, momentum: 0.9}
    training: {epochs: %d, batchSize: 128, partitions: 2}
    strategy: {type: synchronous}
    evaluation: {holdout: 0.2, everySteps: 1000000}
    """
        .formatted(StepBenchmark.HIDDEN, epochs);
  }

  @Override
  public void close() {
    // The platform is closed by who opened it.
  }
}
