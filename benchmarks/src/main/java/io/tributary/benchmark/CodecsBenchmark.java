package io.tributary.benchmark;

import io.tributary.engine.blas.LoadedBlas;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchOrder;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and accuracy by codec: the digits, 784-256-10, momentum, four partitions, two agents, the
 * same number of epochs for all and five seeds each. The records are the platform's, the agents
 * take turns in this process: what is measured does not depend on time.
 */
final class CodecsBenchmark {
  private static final int SEEDS = 5;
  private static final int EPOCHS = 10;
  private static final int BATCH = 128;
  private static final int PARTITIONS = 4;
  private static final double HOLDOUT = 0.2;
  private static final double TARGET = 0.94;
  private static final int STEPS_OF_A_LEVEL = 25;

  private static final Map<String, CompressionDefinition> CODECS = codecs();

  /**
   * One training run.
   *
   * @param bytesToTarget bytes up to the first evaluation with the target accuracy; NaN where it
   *     was not reached
   */
  private record Run(double accuracy, double bytesPerStep, double bytesToTarget) {}

  /** All runs of one codec. */
  private record Row(String codec, List<Run> runs) {
    double accuracy() {
      return runs.stream().mapToDouble(Run::accuracy).average().orElseThrow();
    }

    double spread() {
      double mean = accuracy();
      double squares = runs.stream().mapToDouble(r -> Math.pow(r.accuracy() - mean, 2)).sum();
      return Math.sqrt(squares / (runs.size() - 1));
    }

    double bytesPerStep() {
      return Medians.of(runs.stream().map(Run::bytesPerStep).toList());
    }

    double bytesToTarget() {
      return Medians.of(runs.stream().map(Run::bytesToTarget).toList());
    }
  }

  private record Content(Conditions conditions, List<Row> rows) {}

  private CodecsBenchmark() {}

  private static Map<String, CompressionDefinition> codecs() {
    Map<String, CompressionDefinition> codecs = new LinkedHashMap<>();
    codecs.put("none", new CompressionDefinition.None());
    codecs.put("int16", new CompressionDefinition.Int16());
    codecs.put("int8", new CompressionDefinition.Int8());
    for (float share : new float[] {0.01f, 0.001f}) {
      codecs.put("top-k, share " + share, new CompressionDefinition.TopK(share, 0, 0, false));
      codecs.put(
          "top-k, share " + share + ", momentum correction",
          new CompressionDefinition.TopK(share, 0, 0.9f, false));
      codecs.put("threshold, share " + share, new CompressionDefinition.Threshold(share));
    }
    codecs.put(
        "top-k, share 0.001, 4 epochs of warm-up, momentum correction",
        new CompressionDefinition.TopK(0.001f, 4, 0.9f, false));
    codecs.put("threshold, share 0.00075", new CompressionDefinition.Threshold(0.00075f));
    codecs.put("sign", new CompressionDefinition.Sign());
    for (int rank : new int[] {1, 2, 4}) {
      codecs.put("power-sgd, rank " + rank, new CompressionDefinition.PowerSgd(rank));
    }
    for (CompressionLevel level : CompressionLevel.values()) {
      codecs.put(
          "adaptive, " + level.label() + " only",
          new CompressionDefinition.Adaptive(List.of(level)));
    }
    codecs.put(
        "adaptive, another level every %d steps".formatted(STEPS_OF_A_LEVEL),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.values())));
    return codecs;
  }

  /**
   * @param files an IDX image file and its label file; none means generated digits
   */
  static void run(PrintStream out, List<Path> files) throws IOException {
    Path directory = Files.createTempDirectory("tributary-bench");
    List<Row> rows = new ArrayList<>();
    try {
      Examples digits = shuffled(DigitFiles.of(files, directory).examples());
      CODECS.forEach((name, codec) -> rows.add(new Row(name, runs(digits, codec))));
      out.print(table(rows));
      Conditions conditions = Conditions.of(LoadedBlas.core());
      Report.write(out, "codecs", new Content(conditions, rows));
    } finally {
      Directories.delete(directory);
    }
  }

  private static List<Run> runs(Examples digits, CompressionDefinition codec) {
    return IntStream.rangeClosed(1, SEEDS).mapToObj(seed -> run(digits, codec, seed)).toList();
  }

  private static Run run(Examples digits, CompressionDefinition codec, int seed) {
    List<List<PartitionRows>> agents = List.of(new ArrayList<>(), new ArrayList<>());
    List<Integer> counts = new ArrayList<>();
    int held = (int) (digits.rows() * HOLDOUT) / PARTITIONS;
    int each = digits.rows() / PARTITIONS;
    for (int p = 0; p < PARTITIONS; p++) {
      Examples train = slice(digits, p * each, each - held);
      Examples holdout = slice(digits, (p + 1) * each - held, held);
      agents.get(p % agents.size()).add(new PartitionRows(p, train, holdout));
      counts.add(train.rows());
    }
    double toTarget = Double.NaN;
    TrainingPlan plan = plan(digits, counts, codec, seed);
    try (InProcessJob job = new InProcessJob(plan, agents, step -> level(codec, step))) {
      while (job.step()) {
        boolean there = job.metrics().getOrDefault("accuracy", 0.0) >= TARGET;
        if (Double.isNaN(toTarget) && there) {
          toTarget = job.bytes();
        }
      }
      return new Run(
          job.metrics().getOrDefault("accuracy", Double.NaN),
          (double) job.bytes() / job.steps(),
          toTarget);
    }
  }

  /** Here nothing is measured: levels take turns. */
  private static @Nullable CompressionLevel level(CompressionDefinition codec, long step) {
    return codec instanceof CompressionDefinition.Adaptive adaptive
        ? adaptive.levels().get((int) (step / STEPS_OF_A_LEVEL % adaptive.levels().size()))
        : null;
  }

  /** Files may be sorted by difficulty or by label. */
  private static Examples shuffled(Examples all) {
    int[] order = BatchOrder.order(1, 0, 0, all.rows());
    float[] features = new float[all.features().length];
    float[] targets = new float[all.rows()];
    for (int row = 0; row < all.rows(); row++) {
      int from = order[row] * all.inputs();
      System.arraycopy(all.features(), from, features, row * all.inputs(), all.inputs());
      targets[row] = all.targets()[order[row]];
    }
    return new Examples(all.rows(), all.inputs(), features, targets);
  }

  private static Examples slice(Examples all, int from, int rows) {
    float[] features = new float[rows * all.inputs()];
    float[] targets = new float[rows];
    System.arraycopy(all.features(), from * all.inputs(), features, 0, features.length);
    System.arraycopy(all.targets(), from, targets, 0, rows);
    return new Examples(rows, all.inputs(), features, targets);
  }

  private static TrainingPlan plan(
      Examples digits, List<Integer> counts, CompressionDefinition codec, int seed) {
    return new TrainingPlan(
        new JobId(new UUID(0, seed)),
        Task.CLASSIFICATION,
        new ModelDefinition.Mlp(List.of(256), Activation.RELU, true, Initial.RANDOM),
        new OptimizerDefinition.Momentum(0.05f, 0.9f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("pixels", digits.inputs())),
            new TargetTransform.Classes(
                "label", IntStream.range(0, 10).mapToObj(Integer::toString).toList())),
        new BatchPlan(counts, BATCH, EPOCHS),
        seed,
        20,
        new StrategyDefinition.Synchronous(),
        codec);
  }

  private static String table(List<Row> rows) {
    double whole = rows.getFirst().bytesPerStep();
    StringBuilder table =
        new StringBuilder(
            """
            | Codec | Accuracy, mean of %d seeds | Spread | KB a step | Fewer bytes | MB to %.2f |
            |---|---|---|---|---|---|
            """
                .formatted(SEEDS, TARGET));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %.4f | %.4f | %.1f | %.0fx | %s |%n",
              row.codec(),
              row.accuracy(),
              row.spread(),
              row.bytesPerStep() / 1e3,
              whole / row.bytesPerStep(),
              Double.isNaN(row.bytesToTarget())
                  ? "not reached"
                  : String.format(Locale.ROOT, "%.1f", row.bytesToTarget() / 1e6)));
    }
    return table.toString();
  }
}
