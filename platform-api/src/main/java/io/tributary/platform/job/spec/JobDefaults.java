package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.EvaluationSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.client.job.JobSpec.OptimizerSpec;
import io.tributary.client.job.JobSpec.PreprocessingSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import io.tributary.client.job.JobSpec.TrainingSpec;
import io.tributary.client.job.JobSpec.WorkersSpec;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every default of a job spec. {@code docs/jobs.md} lists them; nothing else fills in a value. */
final class JobDefaults {
  static final int EPOCHS = 5;
  static final int BATCH_SIZE = 256;
  static final int PARTITIONS = 4;
  static final int ACCUMULATION = 1;
  static final long SEED = 42;
  static final int WORKERS_MIN = 1;
  static final int WORKERS_MAX = 8;
  static final int PRIORITY = 0;
  static final double DELTA = 1;
  static final int FACTORS = 8;
  static final int RANK = 16;
  static final int NEGATIVES = 4;
  static final int KERNEL = 5;

  /** A numeric label with more distinct values than this is learnt by regression. */
  static final int MOST_CLASSES_OF_A_NUMERIC_LABEL = 20;

  private JobDefaults() {}

  static String task(DataSheet data, ColumnView label) {
    return DataSheet.isNumeric(label) && data.distinct(label) > MOST_CLASSES_OF_A_NUMERIC_LABEL
        ? "regression"
        : "classification";
  }

  /**
   * Columns to learn from: none of {@code others} (label, weight, id, what is ignored), no other
   * role than {@code feature}.
   */
  static List<String> features(DataSheet data, Collection<String> others) {
    return data.dataset().columns().stream()
        .filter(column -> !others.contains(column.name()))
        .filter(column -> column.role() == null || column.role().equals("feature"))
        .map(ColumnView::name)
        .toList();
  }

  /**
   * The spec with a value in every component that has a default, beside those the data decides.
   *
   * @param pieces of columns that partitions could hold
   */
  static JobSpec complete(JobSpec spec, long trainingRows, long pieces) {
    return complete(spec, trainingRows, pieces, pieces);
  }

  /**
   * The same.
   *
   * @param inputs that the features become
   */
  static JobSpec complete(JobSpec spec, long trainingRows, long pieces, long inputs) {
    String unlabelled = UnsupervisedModels.task(spec);
    Integer epochs = spec.training() == null ? null : spec.training().epochs();
    ModelSpec model =
        unlabelled == null
            ? model(spec.model(), task(spec))
            : UnsupervisedModels.complete(
                spec.model(), unlabelled, inputs, epochs == null || epochs == 1);
    TrainingSpec training = training(spec, model, trainingRows, pieces);
    OptimizerSpec optimizer =
        unlabelled == null
            ? OptimizerOptions.complete(spec.optimizer())
            : UnsupervisedModels.optimizer();
    StrategySpec strategy = StrategyOptions.complete(spec.strategy());
    return new JobSpec(
        spec.name() == null ? spec.dataset() : spec.name(),
        spec.description(),
        spec.dataset(),
        spec.label(),
        spec.weight(),
        spec.id(),
        spec.features(),
        spec.ignore() == null ? List.of() : spec.ignore(),
        unlabelled == null ? task(spec) : unlabelled,
        model,
        optimizer,
        training,
        strategy,
        CompressionOptions.complete(spec.compression()),
        evaluation(spec.evaluation(), spec.label()),
        workers(spec.workers()),
        preprocessing(spec.preprocessing()),
        or(spec.priority(), PRIORITY),
        or(spec.ledger(), "window"),
        spec.warmStart());
  }

  /** What the spec says, or its model says for it. */
  private static @Nullable String task(JobSpec spec) {
    return spec.task() == null && AutoencoderRules.applies(spec)
        ? UnsupervisedModels.EMBEDDING
        : RecommendationRules.task(spec);
  }

  private static TrainingSpec training(
      JobSpec spec, ModelSpec model, long trainingRows, long pieces) {
    TrainingSpec given = spec.training();
    Integer batchSize = given == null ? null : given.batchSize();
    OptimizerSpec optimizer = spec.optimizer();
    boolean unlabelled = UnsupervisedRules.isModel(model.type());
    int epochs = unlabelled ? UnsupervisedModels.epochs(model) : EPOCHS;
    if (batchSize == null
        && (unlabelled
            || (optimizer != null && SecondOrderRules.isSecondOrder(optimizer.type())))) {
      Integer partitions = given == null ? null : given.partitions();
      long rows = Math.max(trainingRows, or(partitions, 1));
      batchSize = (int) Math.min(rows, Integer.MAX_VALUE);
    }
    Integer workersMin = spec.workers() == null ? null : spec.workers().min();
    boolean vertical = given != null && "vertical".equals(given.partitioning());
    List<List<String>> columns = given == null ? null : given.columns();
    long most = Math.max(1, vertical ? pieces : Math.min(trainingRows, or(batchSize, BATCH_SIZE)));
    int usual = (int) Math.min(most, Math.max(PARTITIONS, or(workersMin, WORKERS_MIN)));
    int partitions = vertical && columns != null ? Math.max(1, columns.size()) : usual;
    int smallestBatch = given == null || vertical ? 1 : or(given.partitions(), 1);
    return given == null
        ? new TrainingSpec(
            epochs,
            or(batchSize, BATCH_SIZE),
            partitions,
            "horizontal",
            SEED,
            ACCUMULATION,
            null,
            null,
            RecommendationRules.rows(null, model),
            null)
        : new TrainingSpec(
            or(given.epochs(), epochs),
            or(batchSize, Math.max(BATCH_SIZE, smallestBatch)),
            or(given.partitions(), partitions),
            or(given.partitioning(), "horizontal"),
            or(given.seed(), SEED),
            or(given.accumulation(), ACCUMULATION),
            columns,
            given.classWeights(),
            RowsOptions.complete(RecommendationRules.rows(given.rows(), model), spec.label()),
            SemiSupervisedOptions.complete(given, model));
  }

  private static ModelSpec model(@Nullable ModelSpec given, @Nullable String task) {
    boolean recommends = RecommendationRules.TASK.equals(task);
    String usual = recommends ? RecommendationRules.MODEL : "linear";
    String type = given == null ? usual : or(given.type(), usual);
    boolean mlp = type.equals("mlp");
    boolean cnn = type.equals("cnn");
    boolean coder = type.equals(AutoencoderRules.MODEL);
    boolean matrix = type.equals(RecommendationRules.MODEL);
    boolean machine = matrix || type.equals("factorization-machine");
    ModelSpec some = given == null ? new ModelSpec(type, null, null, null, null) : given;
    String loss = some.loss() == null ? LossRules.usual(task) : some.loss();
    boolean pairwise = matrix && "pairwise".equals(loss);
    return new ModelSpec(
        type,
        cnn || coder ? or(some.hidden(), List.of()) : some.hidden(),
        mlp || cnn || coder ? or(some.activation(), "relu") : some.activation(),
        or(some.bias(), true),
        or(some.initial(), mlp || cnn || coder || machine ? "random" : "zeros"),
        loss,
        some.delta() == null && "huber".equals(loss) ? Double.valueOf(DELTA) : some.delta(),
        mlp ? or(some.dropout(), 0.0) : some.dropout(),
        machine ? or(some.factors(), matrix ? RANK : FACTORS) : some.factors(),
        some.clusters(),
        some.components(),
        some.covariance(),
        some.varianceFloor(),
        some.solver(),
        ImageRules.complete(some.image()),
        some.filters(),
        cnn ? or(some.kernel(), KERNEL) : some.kernel(),
        some.user(),
        some.item(),
        pairwise ? or(some.negatives(), NEGATIVES) : some.negatives(),
        some.code());
  }

  private static EvaluationSpec evaluation(@Nullable EvaluationSpec given, @Nullable String label) {
    return new EvaluationSpec(
        HoldoutOptions.complete(given, label),
        given == null ? null : given.everySteps(),
        EarlyStoppingOptions.complete(given));
  }

  private static WorkersSpec workers(@Nullable WorkersSpec given) {
    Integer min = given == null ? null : given.min();
    Integer max = given == null ? null : given.max();
    int least = or(min, WORKERS_MIN);
    String backend = given == null || given.backend() == null ? "any" : given.backend();
    return new WorkersSpec(least, or(max, Math.max(WORKERS_MAX, least)), backend);
  }

  private static PreprocessingSpec preprocessing(@Nullable PreprocessingSpec given) {
    return new PreprocessingSpec(
        given == null ? Boolean.TRUE : or(given.standardize(), true),
        given == null ? null : TextOptions.complete(given.text()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
