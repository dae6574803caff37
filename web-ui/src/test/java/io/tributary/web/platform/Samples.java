package io.tributary.web.platform;

import io.tributary.client.agent.AgentView;
import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.Bin;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetProfile.ValueCount;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.job.CheckpointView;
import io.tributary.client.job.JobAdvice;
import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.JobEvent;
import io.tributary.client.job.JobSummary;
import io.tributary.client.job.JobView;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.model.ModelView;
import io.tributary.client.problem.ProblemView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A small platform at one moment: two data sets, four jobs, three agents, one problem, a model. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  public static final String HOSTILE = "<script>alert(1)</script>";
  static final String DIGEST = "3f5a9c0d7e1b4826a0c1d2e3f4a5b6c7d8e9f00112233445566778899aabbccd";

  private Samples() {}

  static DatasetView older(DatasetView newest) {
    return new DatasetView(
        newest.id() + "-older",
        newest.name(),
        newest.version() - 1,
        newest.format(),
        newest.rows() - 1,
        newest.uploadedRows() - 1,
        newest.rejectedRows(),
        newest.bytes(),
        newest.columns(),
        newest.digest(),
        newest.createdAt(),
        newest.createdBy());
  }

  public static DatasetView housing() {
    return new DatasetView(
        "d-housing",
        "california-housing",
        2,
        "csv",
        20_640,
        20_645,
        5,
        1_234_567,
        List.of(
            new ColumnView("medianIncome", "numeric", "feature", 1),
            new ColumnView("houseAge", "numeric", "feature", 1),
            new ColumnView("oceanProximity", "categorical", "feature", 1),
            new ColumnView("medianHouseValue", "numeric", "label", 1)),
        DIGEST,
        NOW.minusSeconds(86_400),
        "admin");
  }

  public static DatasetView digits() {
    return new DatasetView(
        "d-digits",
        "digits",
        1,
        "idx",
        10_000,
        10_000,
        0,
        7_850_016,
        List.of(
            new ColumnView("pixels", "vector", "feature", 784, List.of(28, 28, 1)),
            new ColumnView("label", "categorical", "label", 1)),
        DIGEST,
        NOW.minusSeconds(90_000),
        "admin");
  }

  /** Rows that stay at two agents, one of which is away. */
  public static DatasetView presses() {
    return new DatasetView(
            "d-presses",
            "presses",
            3,
            "edge",
            900,
            900,
            0,
            0,
            List.of(
                new ColumnView("pressure", "numeric", null, 1),
                new ColumnView("failed", "categorical", "label", 1)),
            DIGEST,
            NOW.minusSeconds(60),
            "agents")
        .at(
            List.of(
                new EdgeFile(0, "press-hall-1", DIGEST, 500, 0, true, true),
                new EdgeFile(1, "press-hall-2", DIGEST, 400, 0, false, false)));
  }

  static DatasetProfile profile() {
    return new DatasetProfile(
        20_640,
        List.of(
            numeric(
                "medianIncome", 0.4999, 15.0001, 3.8707, x -> Math.exp(-8 * (x - .22) * (x - .22))),
            numeric("houseAge", 1, 52, 28.64, x -> .4 + .5 * Math.sin(5 * x) * Math.sin(5 * x)),
            new ColumnProfile(
                "oceanProximity",
                "categorical",
                12,
                5,
                false,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(
                    new ValueCount("<1H OCEAN", 9136),
                    new ValueCount("INLAND", 6551),
                    new ValueCount("NEAR OCEAN", 2658),
                    new ValueCount("NEAR BAY", 2290),
                    new ValueCount("ISLAND", 5))),
            numeric(
                "medianHouseValue",
                14_999,
                500_001,
                206_855.8,
                x -> x > .95 ? .7 : Math.exp(-9 * (x - .3) * (x - .3)))));
  }

  private static ColumnProfile numeric(
      String name, double minimum, double maximum, double mean, DoubleUnaryOperator shape) {
    double width = (maximum - minimum) / 20;
    List<Bin> bins =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new Bin(
                        minimum + i * width,
                        minimum + (i + 1) * width,
                        Math.round(2000 * shape.applyAsDouble(i / 20.0))))
            .toList();
    return new ColumnProfile(
        name, "numeric", 0, 3_842, true, minimum, maximum, mean, 1.9, bins, List.of());
  }

  static DatasetPreview preview() {
    return new DatasetPreview(
        housing().columns(),
        List.of(
            Arrays.<@Nullable Object>asList(8.3252, 41, "NEAR BAY", 452_600),
            Arrays.<@Nullable Object>asList(8.3014, 21, HOSTILE, 358_500),
            Arrays.<@Nullable Object>asList(null, 52, "INLAND", 352_100)));
  }

  public static JobSummary summary(String id, String name, String state, long step) {
    return new JobSummary(
        id,
        name,
        state,
        state.equals("STALLED")
            ? "WAITING_FOR_CONTRIBUTIONS"
            : state.equals("FAILED") ? "LOSS_NOT_FINITE" : null,
        "digits@1",
        "classification",
        "mlp 784-256-10",
        step,
        480,
        step == 0 ? Map.of() : Map.of("accuracy", 0.5 + step / 1050.0, "loss", 1.0 - step / 600.0),
        NOW.minusSeconds(600 + step),
        NOW.minusSeconds(590),
        state.equals("SUCCEEDED") ? NOW : null,
        "admin");
  }

  public static JobView job(String id, String name, String state, long step) {
    boolean active = !List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state);
    List<JobView.Worker> workers =
        active
            ? List.of(
                worker("a-1", "edge-north-1", "computing", step + 1, List.of(0, 1, 2), 9_820, .4),
                worker("a-2", "edge-north-2", "waiting", step + 1, List.of(3, 4, 5), 11_240, 1.1),
                worker(
                    "a-3",
                    "rack-7",
                    state.equals("STALLED") ? "lost" : "computing",
                    step + 1,
                    List.of(6, 7),
                    6_100,
                    state.equals("STALLED") ? 14.2 : .9))
            : List.of();
    return new JobView(
        id,
        name,
        state,
        state.equals("STALLED") ? "WAITING_FOR_CONTRIBUTIONS" : null,
        state.equals("STALLED")
            ? new JobView.ReasonDetail(
                "Step 241 has waited 12 s for partitions 6 and 7 of agent rack-7.",
                "They are being given to idle agents; look at rack-7.",
                Map.of(
                    "step",
                    241,
                    "seconds",
                    12,
                    "partitions",
                    List.of(6, 7),
                    "agentNames",
                    List.of("rack-7"),
                    "heartbeatSeconds",
                    14))
            : null,
        step,
        (int) (step / 32),
        Map.of(
            "accuracy",
            0.9412,
            "loss",
            0.2034,
            "f1Macro",
            0.9398,
            "train",
            Map.of("loss", 0.1511, "accuracy", 0.957)),
        DIGEST,
        workers,
        IntStream.range(0, 8)
            .mapToObj(i -> new JobView.Partition(i, 1000, 250, active ? "a-" + (i / 3 + 1) : null))
            .toList(),
        new JobView.Progress(
            step,
            480,
            (int) (step / 32),
            15,
            step / 480.0,
            41.3,
            21_150,
            active ? 5.8 : null,
            new JobView.RowLedger(step / 32, step / 32 * 8_000, 0, 0)),
        "digits@1",
        "classification",
        "Handwritten digits, two hidden layers",
        3,
        active ? new JobView.Counters(4, 2, 0, 1, 3_000_000, 1_500_000) : null,
        NOW.minusSeconds(600),
        NOW.minusSeconds(590),
        active ? null : NOW.minusSeconds(300),
        "admin",
        name.equals("housing-mlp") ? "v-1" : null);
  }

  /** The same job with another reason. */
  public static JobView because(JobView job, String code, String sentence, String advice) {
    return new JobView(
        job.id(),
        job.name(),
        job.state(),
        code,
        new JobView.ReasonDetail(sentence, advice, Map.of()),
        job.step(),
        job.epoch(),
        job.metrics(),
        job.parametersDigest(),
        job.workers(),
        job.partitions(),
        job.progress(),
        job.dataset(),
        job.task(),
        job.description(),
        job.generation(),
        job.counters(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        job.createdBy(),
        job.crossValidation());
  }

  private static JobView.Worker worker(
      String id,
      String name,
      String phase,
      long step,
      List<Integer> partitions,
      double rate,
      double age) {
    return new JobView.Worker(id, name, phase, step, partitions, rate, 11.4, age);
  }

  static MetricSeries series(long steps) {
    return new MetricSeries(
        List.of(
            curve("loss", steps, x -> 0.2 + 1.9 * Math.exp(-5 * x)),
            curve("train.loss", steps, x -> 0.12 + 2.0 * Math.exp(-5.5 * x)),
            curve("accuracy", steps, x -> 0.95 - 0.85 * Math.exp(-6 * x)),
            curve("train.accuracy", steps, x -> 0.97 - 0.87 * Math.exp(-6 * x)),
            curve("samplesPerSecond", steps, x -> 21_000 + 900 * Math.sin(40 * x))));
  }

  private static MetricSeries.Series curve(String name, long steps, DoubleUnaryOperator shape) {
    List<MetricSeries.Point> points = new ArrayList<>();
    for (long step = 0; step <= steps; step += 4) {
      points.add(
          new MetricSeries.Point(
              step, (int) (step / 32), NOW.plusSeconds(step), shape.applyAsDouble(step / 480.0)));
    }
    return new MetricSeries.Series(name, points);
  }

  /** Of a job that has measured nothing yet. */
  static JobEvaluation evaluation() {
    return new JobEvaluation(
        120L,
        2_000,
        List.of(
            new JobEvaluation.ClassFigures("no " + HOSTILE, 1_500, 0.93, 0.96, 0.945),
            new JobEvaluation.ClassFigures("yes", 500, 0.87, 0.8, 0.8333)),
        List.of(List.of(1_440L, 60L), List.of(100L, 400L)),
        new JobEvaluation.Ranking(
            "yes",
            0.9291,
            0.00003,
            0.812,
            List.of(
                new JobEvaluation.Point(null, 0, 0, 1),
                new JobEvaluation.Point(0.0, 0.04, 0.8, 0.87),
                new JobEvaluation.Point(-4.0, 1, 1, 0.25))),
        new JobEvaluation.Calibration(
            "yes",
            0.0213,
            List.of(
                new JobEvaluation.Bin(0, 0.1, 1_300, 0.04, 0.05),
                new JobEvaluation.Bin(0.9, 1, 300, 0.96, 0.91))));
  }

  static JobAdvice noAdvice() {
    JobAdvice.Said nothing =
        new JobAdvice.Said("NOT_MEASURED", "Nothing is measured yet.", Map.of());
    JobAdvice.Suggestion none = new JobAdvice.Suggestion(null, nothing);
    return new JobAdvice(
        null,
        0,
        List.of(),
        List.of(nothing),
        new JobAdvice.Noise(null, 0, nothing),
        none,
        none,
        new JobAdvice.WhatIf(List.of(), null, nothing));
  }

  static JobAdvice advice() {
    return new JobAdvice(
        NOW,
        240,
        List.of(
            time("a-1", "edge-north-1", 6.2, .1, .8, .2, 1.4, 3.6, .3, .5),
            time("a-2", "edge-north-2", 5.9, .1, .8, .2, 1.6, 3.8, .3, .5),
            time("a-3", HOSTILE, 9.6, .1, .9, .3, 1.5, .1, .3, .6)),
        List.of(
            new JobAdvice.Said(
                "AGENT_COMPUTES_SLOWLY",
                "rack-7 computes slowly.",
                Map.of("agentName", HOSTILE, "micros", 152, "factor", 1.62, "othersMicros", 94)),
            new JobAdvice.Said("A_CODE_OF_TOMORROW", "Something " + HOSTILE, Map.of())),
        new JobAdvice.Noise(
            new JobAdvice.Estimate(613.2, 488.1, 790.4),
            30,
            new JobAdvice.Said(
                "NOISE", "Noise.", Map.of("rows", 613, "low", 488, "high", 790, "samples", 30))),
        new JobAdvice.Suggestion(
            new JobAdvice.Estimate(488, 488, null),
            new JobAdvice.Said(
                "BATCH_AT_LEAST", "At least.", Map.of("rows", 256, "low", 488, "moreSteps", 2.91))),
        new JobAdvice.Suggestion(
            null,
            new JobAdvice.Said("FEW_ROUNDS", "Not known.", Map.of("rounds", 3, "needed", 16))),
        new JobAdvice.WhatIf(
            List.of(
                new JobAdvice.Replayed("synchronous", Map.of(), 4.31, 1, true),
                new JobAdvice.Replayed("pipelined", Map.of("staleness", 1), 3.07, 1.404, false)),
            4.4,
            new JobAdvice.Said("TIME_ONLY", "Time only.", Map.of("rounds", 128))));
  }

  private static JobAdvice.AgentTime time(String id, String name, double... millis) {
    List<String> phases =
        List.of("compute", "evaluate", "encode", "send", "broker", "wait", "commit", "fold");
    double all = Arrays.stream(millis).sum();
    List<JobAdvice.PhaseTime> times =
        IntStream.range(0, phases.size())
            .mapToObj(i -> new JobAdvice.PhaseTime(phases.get(i), millis[i], millis[i] / all))
            .toList();
    return new JobAdvice.AgentTime(id, name, 3, 100, all, times, 239, times);
  }

  static List<JobEvent> history() {
    return List.of(
        new JobEvent(1, "state", NOW.minusSeconds(600), "Accepted from admin.", Map.of()),
        new JobEvent(
            2,
            "assignment",
            NOW.minusSeconds(595),
            "Partitions 0-7 were given to edge-north-1, edge-north-2 and rack-7.",
            Map.of()),
        new JobEvent(3, "state", NOW.minusSeconds(590), "Training started.", Map.of()),
        new JobEvent(
            4, "checkpoint", NOW.minusSeconds(400), "Checkpoint after step 192.", Map.of()),
        new JobEvent(
            5,
            "compression",
            NOW.minusSeconds(350),
            "From step 200 on int8 instead of int16: bytes take too long.",
            Map.ofEntries(
                Map.entry("why", "FEWER_BYTES"),
                Map.entry("step", 200),
                Map.entry("level", "int8"),
                Map.entry("before", "int16"),
                Map.entry("stepMillis", 20.5),
                Map.entry("computeMillis", 5.25),
                Map.entry("roundTripMillis", 2.25),
                Map.entry("kilobytes", 1300),
                Map.entry("megabytesPerSecond", 100),
                Map.entry("bytesMillis", 13),
                Map.entry("promisedMillis", 14))),
        new JobEvent(
            6,
            "assignment",
            NOW.minusSeconds(300),
            "Generation 4, step 230 waited 1.1 s for rack-7, whose partitions went to others.",
            Map.of(
                "why",
                "LATE",
                "generation",
                4,
                "owned",
                List.of("edge-north-1 [0, 1, 2, 6]", "edge-north-2 [3, 4, 5, 7]"),
                "moved",
                List.of(6, 7),
                "agentNames",
                List.of("rack-7"),
                "step",
                230,
                "seconds",
                1.1)));
  }

  static List<CheckpointView> checkpoints() {
    return List.of(
        new CheckpointView(
            192, 6, DIGEST, 1_628_400, Map.of("accuracy", 0.93), NOW.minusSeconds(400)),
        new CheckpointView(
            96, 3, DIGEST, 1_628_400, Map.of("accuracy", 0.9), NOW.minusSeconds(500)));
  }

  static List<AgentView> agents() {
    return List.of(
        agent("a-1", "edge-north-1", "ACTIVE", List.of(0, 1, 2)),
        agent("a-2", "edge-north-2", "DRAINING", List.of(3, 4, 5)),
        agent("a-3", "rack-7", "LOST", List.of()));
  }

  private static AgentView agent(String id, String name, String state, List<Integer> partitions) {
    return new AgentView(
        id,
        name,
        state,
        "cpu",
        "SkylakeX",
        87.4,
        16,
        68_719_476_736L,
        "10.4.0." + id.charAt(2),
        "0.1.0",
        name.startsWith("edge") ? "north" : null,
        name.equals("edge-north-1"),
        partitions.isEmpty()
            ? List.of()
            : List.of(new AgentView.JobPart("j-running", "digits-mlp", partitions, 241)),
        NOW.minusSeconds(7200),
        NOW);
  }

  static ProblemView problem() {
    return new ProblemView(
        "AGENT_LOST",
        "warning",
        "Agent lost",
        "rack-7 has sent no heartbeat for 14 s.",
        "Its partitions were given to others. Look at the machine.",
        "agent",
        "a-3",
        NOW.minusSeconds(14),
        Map.of("agentName", "rack-7", "host", "10.4.0.3", "lastHeartbeatAt", "11:59:46"));
  }

  static ModelView model() {
    return new ModelView(
        "m-1",
        "house-prices",
        3,
        "production",
        "Ask Ada before you retire it. " + HOSTILE,
        "j-done",
        "housing-mlp",
        960,
        "regression",
        "medianHouseValue",
        List.of(
            new ModelView.InputColumn("medianIncome", "numeric", 1, List.of()),
            new ModelView.InputColumn(
                "oceanProximity", "categorical", 1, List.of("INLAND", "NEAR BAY"))),
        List.of(),
        Map.of("r2", 0.786, "rmse", 53_211.4),
        DIGEST,
        Map.of(
            "datasetId",
            "d-housing",
            "dataset",
            "california-housing@2",
            "kernelType",
            "SkylakeX",
            "seed",
            42),
        NOW,
        "admin");
  }

  /** Of images, trained with a data set that was deleted since. */
  static ModelView digitsModel() {
    return new ModelView(
        "m-digits",
        "digits",
        1,
        "none",
        "",
        "j-done",
        "digits-mlp",
        960,
        "classification",
        "digit",
        List.of(new ModelView.InputColumn("pixels", "vector", 64, List.of())),
        List.of("0", "1"),
        Map.of("accuracy", 0.955),
        DIGEST,
        Map.of("datasetId", "d-gone", "dataset", "digits@1"),
        NOW,
        "admin");
  }
}
