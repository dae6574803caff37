package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingFitter;
import io.tributary.engine.preprocessing.Scaling;
import io.tributary.platform.job.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The complete spec of a job as the engine wants it. The spec was validated when the job was
 * accepted, so a missing component is a programming error.
 */
record PlanRequest(
    JobRecord job,
    Task task,
    @Nullable String label,
    List<String> features,
    double holdout,
    int partitions,
    long seed,
    Scaling scaling) {

  static PlanRequest of(JobRecord job, DatasetView dataset) {
    JobSpec spec = job.spec();
    String label = spec.label();
    List<String> features = spec.features();
    List<String> ignored = spec.ignore() == null ? List.of() : spec.ignore();
    List<String> used =
        dataset.columns().stream()
            .filter(c -> features == null || features.isEmpty() || features.contains(c.name()))
            .filter(c -> !c.name().equals(label))
            .filter(c -> label != null || !"label".equals(c.role()))
            .filter(c -> !ignored.contains(c.name()))
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
    if (label != null) {
      columns.add(label);
    }
    return columns;
  }

  PreprocessingFitter fitter() {
    return label == null
        ? PreprocessingFitter.withoutLabel(features, task, unsupervised().outputs(), scaling)
        : new PreprocessingFitter(
            features, label, task, scaling, LossDefinitions.labelScaling(job.spec(), scaling));
  }

  private ModelDefinition.Unsupervised unsupervised() {
    return UnsupervisedDefinitions.model(requireNonNull(job.spec().model()));
  }

  /** Whether partitions get columns in place of rows. */
  boolean splitsColumns() {
    return "vertical".equals(requireNonNull(job.spec().training()).partitioning());
  }

  /** The columns of each partition: the user's groups, or groups of about equally many inputs. */
  ColumnSplit split(Preprocessing fitted) {
    List<List<String>> chosen = requireNonNull(job.spec().training()).columns();
    return chosen == null
        ? ColumnSplit.balanced(fitted, partitions)
        : ColumnSplit.named(fitted, chosen);
  }

  /**
   * @param classRows training rows by class; empty in a regression
   * @param columns null where partitions get rows
   */
  TrainingPlan plan(
      Preprocessing fitted, List<Long> classRows, RowPlan rows, @Nullable ColumnSplit columns) {
    JobSpec.TrainingSpec training = requireNonNull(job.spec().training());
    int allRows = rows.allTrainRows();
    Integer wanted = training.batchSize();
    // The largest partition takes all of its rows at once when the batch is full.
    int full = Math.multiplyExact(rows.trainRows().getFirst(), partitions);
    int batchSize = wanted == null || wanted >= allRows ? full : wanted;
    int epochs = requireNonNull(training.epochs());
    BatchPlan single =
        columns == null
            ? new BatchPlan(rows.trainRows(), batchSize, epochs)
            : ofColumns(allRows, wanted == null ? allRows : Math.min(wanted, allRows), epochs);
    StrategyDefinition strategy =
        CommunicationDefinitions.strategy(
            requireNonNull(job.spec().strategy()), single.stepsPerEpoch());
    JobSpec.OptimizerSpec optimizer = requireNonNull(job.spec().optimizer());
    OptimizerDefinition definition =
        task.isUnsupervised()
            ? new OptimizerDefinition.Statistics()
            : UpdateDefinitions.optimizer(optimizer);
    BatchPlan batches =
        task.isUnsupervised()
            ? single.after(UnsupervisedDefinitions.startSteps(unsupervised(), job.fork()))
            : columns != null
                ? single
                : definition.phases() > 1
                    ? BatchPlan.allRows(rows.trainRows(), epochs, definition.phases())
                    : new BatchPlan(
                        rows.trainRows(),
                        batchSize,
                        epochs,
                        strategy.localBatches() * requireNonNull(training.accumulation()));
    int stepsPerEpoch =
        Math.multiplyExact(batches.stepsPerEpoch(), strategy.stepsPerClock(partitions));
    Integer every = requireNonNull(job.spec().evaluation()).everySteps();
    int usual = every == null ? stepsPerEpoch : every;
    return new TrainingPlan(
        job.id(),
        task,
        model(requireNonNull(job.spec().model())),
        definition,
        UpdateDefinitions.schedule(
            optimizer.schedule(),
            Math.multiplyExact(stepsPerEpoch, strategy.localBatches() * strategy.passes())),
        task.isUnsupervised() ? Regularization.NONE : UpdateDefinitions.regularization(optimizer),
        fitted,
        batches,
        seed,
        columns == null ? usual : batches.gatherEvery() + 1,
        strategy,
        CommunicationDefinitions.compression(job.spec()),
        UpdateDefinitions.earlyStopping(requireNonNull(job.spec().evaluation()).earlyStopping()),
        columns,
        LossDefinitions.of(job.spec(), fitted, classRows));
  }

  /** Parameters are gathered before each evaluation. */
  private BatchPlan ofColumns(int rows, int batchSize, int epochs) {
    Integer every = requireNonNull(job.spec().evaluation()).everySteps();
    int perEpoch = new BatchPlan(List.of(rows), batchSize, epochs).stepsPerEpoch();
    long most = Math.min(Integer.MAX_VALUE - 1, (long) perEpoch * epochs);
    int gatherEvery = (int) Math.min(most, every == null ? perEpoch : every);
    return BatchPlan.ofColumns(rows, partitions, batchSize, epochs, gatherEvery);
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
              initial == null ? Initial.RANDOM : enumOf(Initial.class, initial),
              spec.dropout() == null ? 0 : spec.dropout().floatValue());
      case "factorization-machine" ->
          new ModelDefinition.FactorizationMachine(
              requireNonNull(spec.factors()), bias, Initial.RANDOM);
      default -> UnsupervisedDefinitions.model(spec);
    };
  }

  private static <T extends Enum<T>> T enumOf(Class<T> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
