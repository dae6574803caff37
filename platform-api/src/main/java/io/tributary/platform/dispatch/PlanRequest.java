package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.Scaling;
import io.tributary.platform.job.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The complete spec of a job as the engine wants it. The spec was validated when the job was
 * accepted, so a missing component is a programming error.
 */
record PlanRequest(
    JobRecord job,
    Task task,
    String label,
    List<String> features,
    double holdout,
    int partitions,
    long seed,
    Scaling scaling) {

  static PlanRequest of(JobRecord job, DatasetView dataset) {
    JobSpec spec = job.spec();
    String label = requireNonNull(spec.label());
    List<String> features = spec.features();
    List<String> ignored = spec.ignore() == null ? List.of() : spec.ignore();
    List<String> used =
        dataset.columns().stream()
            .filter(c -> features == null || features.isEmpty() || features.contains(c.name()))
            .filter(c -> !c.name().equals(label) && !ignored.contains(c.name()))
            .filter(c -> !"ignore".equals(c.role()) && !"id".equals(c.role()))
            .map(ColumnView::name)
            .toList();
    JobSpec.TrainingSpec training = requireNonNull(spec.training());
    JobSpec.PreprocessingSpec preprocessing = spec.preprocessing();
    return new PlanRequest(
        job,
        Task.valueOf(requireNonNull(spec.task()).toUpperCase(Locale.ROOT)),
        label,
        used,
        requireNonNull(requireNonNull(spec.evaluation()).holdout()),
        requireNonNull(training.partitions()),
        requireNonNull(training.seed()),
        preprocessing != null && Boolean.FALSE.equals(preprocessing.standardize())
            ? Scaling.NONE
            : Scaling.STANDARDIZE);
  }

  /** Columns to read: features, then the label. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(features);
    columns.add(label);
    return columns;
  }

  TrainingPlan plan(Preprocessing fitted, RowPlan rows) {
    JobSpec.TrainingSpec training = requireNonNull(job.spec().training());
    int allRows = rows.trainRows().stream().mapToInt(Integer::intValue).sum();
    Integer wanted = training.batchSize();
    // The largest partition takes all of its rows at once when the batch is full.
    int full = Math.multiplyExact(rows.trainRows().getFirst(), partitions);
    int batchSize = wanted == null || wanted >= allRows ? full : wanted;
    int epochs = requireNonNull(training.epochs());
    BatchPlan single = new BatchPlan(rows.trainRows(), batchSize, epochs);
    StrategyDefinition strategy =
        CommunicationDefinitions.strategy(
            requireNonNull(job.spec().strategy()), single.stepsPerEpoch());
    JobSpec.OptimizerSpec optimizer = requireNonNull(job.spec().optimizer());
    OptimizerDefinition definition = UpdateDefinitions.optimizer(optimizer);
    BatchPlan batches =
        definition.phases() > 1
            ? BatchPlan.allRows(rows.trainRows(), epochs, definition.phases())
            : new BatchPlan(
                rows.trainRows(),
                batchSize,
                epochs,
                strategy instanceof StrategyDefinition.LocalSgd local
                    ? local.localSteps()
                    : requireNonNull(training.accumulation()));
    int stepsPerEpoch =
        Math.multiplyExact(batches.stepsPerEpoch(), strategy.stepsPerClock(partitions));
    Integer every = requireNonNull(job.spec().evaluation()).everySteps();
    return new TrainingPlan(
        job.id(),
        task,
        model(requireNonNull(job.spec().model())),
        definition,
        UpdateDefinitions.schedule(
            optimizer.schedule(),
            Math.multiplyExact(
                stepsPerEpoch,
                strategy instanceof StrategyDefinition.LocalSgd local
                    ? local.localSteps() * local.passes()
                    : 1)),
        UpdateDefinitions.regularization(optimizer),
        fitted,
        batches,
        seed,
        every == null ? stepsPerEpoch : every,
        strategy,
        CommunicationDefinitions.compression(job.spec()),
        UpdateDefinitions.earlyStopping(requireNonNull(job.spec().evaluation()).earlyStopping()));
  }

  private static ModelDefinition model(JobSpec.ModelSpec spec) {
    boolean bias = !Boolean.FALSE.equals(spec.bias());
    String initial = spec.initial();
    return switch (requireNonNull(spec.type())) {
      case "linear" ->
          new ModelDefinition.Linear(
              bias, initial == null ? Initial.ZEROS : enumOf(Initial.class, initial));
      case "mlp" ->
          new ModelDefinition.Mlp(
              requireNonNull(spec.hidden()),
              enumOf(Activation.class, requireNonNull(spec.activation())),
              bias,
              initial == null ? Initial.RANDOM : enumOf(Initial.class, initial));
      default -> throw new IllegalStateException("model type " + spec.type());
    };
  }

  private static <T extends Enum<T>> T enumOf(Class<T> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
