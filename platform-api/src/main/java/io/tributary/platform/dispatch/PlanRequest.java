package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.plan.EdgeFiles;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.SemiSupervised;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FitRequest;
import io.tributary.engine.preprocessing.HashedWords;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingFitter;
import io.tributary.engine.preprocessing.Scaling;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The complete spec of a job as the engine wants it. The spec was validated when the job was
 * accepted, so a missing component is a programming error.
 */
record PlanRequest(
    JobRecord job,
    Task task,
    @Nullable String label,
    @Nullable String weight,
    List<String> features,
    Holdout holdout,
    int partitions,
    long seed,
    Scaling scaling) {

  static PlanRequest of(JobRecord job, DatasetView dataset) {
    JobSpec spec = job.spec();
    String label = spec.label();
    List<String> features = spec.features();
    List<String> ignored = spec.ignore() == null ? List.of() : spec.ignore();
    JobSpec.ModelSpec model = requireNonNull(spec.model());
    List<String> used =
        model.user() != null && model.item() != null
            ? List.of(model.user(), model.item())
            : dataset.columns().stream()
                .filter(
                    c ->
                        features == null || features.isEmpty()
                            ? c.role() == null || c.role().equals("feature")
                            : features.contains(c.name()))
                .filter(c -> !c.name().equals(label) && !ignored.contains(c.name()))
                .map(ColumnView::name)
                .toList();
    JobSpec.TrainingSpec training = requireNonNull(spec.training());
    JobSpec.PreprocessingSpec preprocessing = spec.preprocessing();
    return new PlanRequest(
        job,
        Task.valueOf(requireNonNull(spec.task()).toUpperCase(Locale.ROOT)),
        label,
        spec.weight(),
        used,
        requireNonNull(requireNonNull(spec.evaluation()).holdout()),
        requireNonNull(training.partitions()),
        requireNonNull(training.seed()),
        preprocessing != null && Boolean.FALSE.equals(preprocessing.standardize())
            ? Scaling.NONE
            : Scaling.STANDARDIZE);
  }

  /** Columns to read: features, then {@link #others()}. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(features);
    columns.addAll(others());
    return columns;
  }

  /** Columns that every partition has beside its features: the label, then the weight. */
  List<String> others() {
    return Stream.of(label, weight).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  PreprocessingFitter fitter() {
    if (task == Task.RECOMMENDATION) {
      return recommendation().weighedBy(weight).ofEntities();
    }
    if (label == null) {
      return PreprocessingFitter.withoutLabel(features, task, outputsWithoutLabel(), scaling);
    }
    PreprocessingFitter fitter =
        new PreprocessingFitter(
                features, label, task, scaling, LossDefinitions.labelScaling(job.spec(), scaling))
            .weighedBy(weight)
            .withTexts(texts());
    return requireNonNull(job.spec().training()).semiSupervised() == null
        ? fitter
        : fitter.withUnlabelledRows();
  }

  /** What agents sum over the training rows of files that stay with them. */
  FitRequest fitRequest(EdgeFiles files) {
    return new FitRequest(
        task,
        features,
        label,
        weight,
        label == null ? outputsWithoutLabel() : 0,
        scaling,
        LossDefinitions.labelScaling(job.spec(), scaling),
        files);
  }

  /** The files that are the partitions of a job over {@code dataset}. */
  EdgeFiles files(List<EdgeFile> dataset) {
    return new EdgeFiles(
        dataset.stream().map(EdgeFile::digest).toList(), requireNonNull(holdout.share()), seed);
  }

  /** Columns that are read word by word. */
  private Map<String, HashedWords> texts() {
    JobSpec.PreprocessingSpec preprocessing = job.spec().preprocessing();
    JobSpec.TextSpec text = preprocessing == null ? null : preprocessing.text();
    if (text == null) {
      return Map.of();
    }
    HashedWords hashing =
        new HashedWords(requireNonNull(text.features()), requireNonNull(text.words()));
    return requireNonNull(text.columns()).stream()
        .collect(Collectors.toMap(name -> name, name -> hashing));
  }

  /** A choice has a score, and nothing that it has to be. */
  private PreprocessingFitter recommendation() {
    return label == null
        ? PreprocessingFitter.withoutLabel(features, task, 1, scaling)
        : new PreprocessingFitter(
            features, label, task, scaling, LossDefinitions.labelScaling(job.spec(), scaling));
  }

  /**
   * Null where every row has a label, or none is asked for.
   *
   * @param dataRows of the data set
   */
  @Nullable KnownLabels knownLabels(RowPlan rows, int dataRows) {
    JobSpec.SemiSupervisedSpec spec = requireNonNull(job.spec().training()).semiSupervised();
    return spec == null || label == null
        ? null
        : new KnownLabels(label, rows, dataRows, seed, spec.labels());
  }

  /** How a job of such labels learns from rows without one. */
  SemiSupervised semiSupervised(KnownLabels labels) {
    JobSpec.SemiSupervisedSpec spec =
        requireNonNull(requireNonNull(job.spec().training()).semiSupervised());
    if (labels.labelled() == 0) {
      throw new PlatformException(
          ErrorCode.INVALID_JOB_SPEC,
          "None of the %d training rows has a value in the label \"%s\"."
              .formatted(labels.unlabelled(), label),
          "Give some rows a label, or learn without: tasks clustering and embedding.");
    }
    return new SemiSupervised(
        labels.labelled(),
        labels.unlabelled(),
        requireNonNull(spec.weight()).floatValue(),
        requireNonNull(spec.firstConfidence()).floatValue(),
        requireNonNull(spec.confidence()).floatValue(),
        requireNonNull(spec.warmupEpochs()),
        "consistency".equals(spec.type())
            ? new SemiSupervised.Views(
                requireNonNull(spec.noise()).floatValue(),
                requireNonNull(spec.mask()).floatValue(),
                spec.shift() == null ? 0 : spec.shift())
            : null);
  }

  private int outputsWithoutLabel() {
    return switch (model(requireNonNull(job.spec().model()))) {
      case ModelDefinition.Unsupervised model -> model.outputs();
      case ModelDefinition.Autoencoder coder -> coder.code();
      case ModelDefinition other -> throw new IllegalStateException("no label for " + other);
    };
  }

  /** What {@code fitter} found in the training rows. */
  Preprocessing fitted(PreprocessingFitter fitter) {
    return fitter.fit().identifiedBy(job.spec().id());
  }

  /** Which rows each partition gets; null for rows at random. */
  JobSpec.@Nullable RowsSpec dealing() {
    return requireNonNull(job.spec().training()).rows();
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
   * @param trainRows training rows by partition
   * @param columns null where partitions get rows
   */
  TrainingPlan plan(
      Preprocessing fitted,
      List<Long> classRows,
      List<Integer> trainRows,
      @Nullable ColumnSplit columns) {
    JobSpec.TrainingSpec training = requireNonNull(job.spec().training());
    int allRows = trainRows.stream().mapToInt(Integer::intValue).sum();
    Integer wanted = training.batchSize();
    // The largest partition takes all of its rows at once when the batch is full.
    int full = Math.multiplyExact(Collections.max(trainRows), partitions);
    int batchSize = wanted == null || wanted >= allRows ? full : wanted;
    int epochs = requireNonNull(training.epochs());
    BatchPlan single =
        columns == null
            ? new BatchPlan(trainRows, batchSize, epochs)
            : ofColumns(allRows, wanted == null ? allRows : Math.min(wanted, allRows), epochs);
    StrategyDefinition strategy =
        CommunicationDefinitions.strategy(
            requireNonNull(job.spec().strategy()), single.stepsPerEpoch());
    JobSpec.OptimizerSpec optimizer = requireNonNull(job.spec().optimizer());
    ModelDefinition model = model(requireNonNull(job.spec().model()));
    OptimizerDefinition definition =
        model instanceof ModelDefinition.Unsupervised
            ? new OptimizerDefinition.Statistics()
            : UpdateDefinitions.optimizer(optimizer);
    BatchPlan batches =
        model instanceof ModelDefinition.Unsupervised statistics
            ? single.after(UnsupervisedDefinitions.startSteps(statistics, job.fork()))
            : columns != null
                ? single
                : definition.phases() > 1
                    ? BatchPlan.allRows(trainRows, epochs, definition.phases())
                    : new BatchPlan(
                        trainRows,
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
        model,
        definition,
        UpdateDefinitions.schedule(
            optimizer.schedule(),
            Math.multiplyExact(stepsPerEpoch, strategy.localBatches() * strategy.passes())),
        model instanceof ModelDefinition.Unsupervised
            ? Regularization.NONE
            : UpdateDefinitions.regularization(optimizer),
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
      case "cnn" -> {
        List<Integer> image = requireNonNull(spec.image());
        yield new ModelDefinition.Cnn(
            new ModelDefinition.Image(image.get(0), image.get(1), image.get(2)),
            requireNonNull(spec.filters()),
            requireNonNull(spec.kernel()),
            requireNonNull(spec.hidden()),
            enumOf(Activation.class, requireNonNull(spec.activation())),
            bias,
            initial == null ? Initial.RANDOM : enumOf(Initial.class, initial));
      }
      case "autoencoder" ->
          new ModelDefinition.Autoencoder(
              requireNonNull(spec.hidden()),
              requireNonNull(spec.code()),
              enumOf(Activation.class, requireNonNull(spec.activation())),
              bias,
              Initial.RANDOM);
      case "factorization-machine", "matrix-factorization" ->
          new ModelDefinition.FactorizationMachine(
              requireNonNull(spec.factors()), bias, Initial.RANDOM);
      default -> UnsupervisedDefinitions.model(spec);
    };
  }

  private static <T extends Enum<T>> T enumOf(Class<T> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
