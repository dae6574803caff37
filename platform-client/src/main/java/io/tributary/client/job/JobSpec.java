package io.tributary.client.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training request: DESIGN section 6. The same document is accepted as YAML and as JSON. Every
 * component may be absent in a document; the control plane fills in defaults and answers with the
 * complete spec.
 */
public record JobSpec(
    @Nullable String name,
    @Nullable String description,
    @Nullable String dataset,
    @Nullable String label,
    @Nullable List<String> features,
    @Nullable List<String> ignore,
    @Nullable String task,
    @Nullable ModelSpec model,
    @Nullable OptimizerSpec optimizer,
    @Nullable TrainingSpec training,
    @Nullable StrategySpec strategy,
    @Nullable CompressionSpec compression,
    @Nullable EvaluationSpec evaluation,
    @Nullable WorkersSpec workers,
    @Nullable PreprocessingSpec preprocessing,
    @Nullable Integer priority,
    @Nullable String ledger,
    @Nullable String warmStart) {

  /**
   * @param type {@code linear}, {@code factorization-machine} or {@code mlp}; without labels {@code
   *     k-means}, {@code gaussian-mixture} or {@code pca}
   * @param hidden units per hidden layer, input side first; only for {@code mlp}
   * @param activation {@code relu}, {@code tanh} or {@code sigmoid}; only for {@code mlp}
   * @param bias whether each layer has a bias; default true
   * @param initial {@code zeros}, {@code ones} or {@code random} (the default for {@code mlp})
   * @param loss what is minimised: {@code cross-entropy}, {@code logistic}, {@code hinge}, {@code
   *     squared-hinge} for classes, {@code squared}, {@code huber}, {@code poisson} for numbers
   * @param delta of {@code huber}: residuals up to which squares count
   * @param dropout of {@code mlp}: share of each hidden layer's units that a batch does without
   * @param factors of {@code factorization-machine}: factors of an input
   * @param clusters of {@code k-means}
   * @param components of {@code gaussian-mixture} and {@code pca}
   * @param covariance of {@code gaussian-mixture}: {@code diagonal} or {@code full}
   * @param varianceFloor of {@code gaussian-mixture}: what variances are at least
   * @param solver of {@code pca}: {@code covariance} or {@code iterations}
   */
  public record ModelSpec(
      @Nullable String type,
      @Nullable List<Integer> hidden,
      @Nullable String activation,
      @Nullable Boolean bias,
      @Nullable String initial,
      @Nullable String loss,
      @Nullable Double delta,
      @Nullable Double dropout,
      @Nullable Integer factors,
      @Nullable Integer clusters,
      @Nullable Integer components,
      @Nullable String covariance,
      @Nullable Double varianceFloor,
      @Nullable String solver) {

    /** A model that learns from labels, by a loss of its own. */
    public ModelSpec(
        @Nullable String type,
        @Nullable List<Integer> hidden,
        @Nullable String activation,
        @Nullable Boolean bias,
        @Nullable String initial,
        @Nullable String loss,
        @Nullable Double delta,
        @Nullable Double dropout,
        @Nullable Integer factors) {
      this(
          type,
          hidden,
          activation,
          bias,
          initial,
          loss,
          delta,
          dropout,
          factors,
          null,
          null,
          null,
          null,
          null);
    }

    /** A model that learns from labels. */
    public ModelSpec(
        @Nullable String type,
        @Nullable List<Integer> hidden,
        @Nullable String activation,
        @Nullable Boolean bias,
        @Nullable String initial) {
      this(type, hidden, activation, bias, initial, null, null, null, null);
    }
  }

  /**
   * One of {@code sgd}, {@code momentum}, {@code nesterov}, {@code adagrad}, {@code rmsprop},
   * {@code adam}, {@code adamw}, {@code lars}, {@code lamb}, {@code giant}, {@code dane}, {@code
   * l-bfgs}; which number belongs to which is in {@code docs/jobs.md}.
   *
   * @param decay share of the mean square that {@code rmsprop} keeps
   * @param weightDecay of {@code adamw}, {@code lars} and {@code lamb}
   * @param trust of {@code lars}: share of a layer's norm that one step may move it by
   * @param localIterations of {@code giant} and {@code dane}: conjugate gradients in a partition
   *     per iteration, with {@code dane} per local step
   * @param localSteps of {@code dane}: Newton steps in a partition per iteration
   * @param eta of {@code dane}: factor of the gradient of all rows
   * @param mu of {@code dane}: how strongly partitions are held to the shared parameters
   * @param history of {@code l-bfgs}: changes of the gradient that are kept
   * @param l1 strength of the L1 penalty, as a proximal step
   * @param l2 strength of the L2 penalty, added to the gradient
   * @param clipNorm largest Euclidean norm of a step's mean gradient; null for no limit
   */
  public record OptimizerSpec(
      @Nullable String type,
      @Nullable Double learningRate,
      @Nullable Double momentum,
      @Nullable Double beta1,
      @Nullable Double beta2,
      @Nullable Double epsilon,
      @Nullable Double decay,
      @Nullable Double weightDecay,
      @Nullable Double trust,
      @Nullable Integer localIterations,
      @Nullable Integer localSteps,
      @Nullable Double eta,
      @Nullable Double mu,
      @Nullable Integer history,
      @Nullable Double l1,
      @Nullable Double l2,
      @Nullable Double clipNorm,
      @Nullable ScheduleSpec schedule) {}

  /**
   * How the learning rate changes: {@code constant}, {@code step}, {@code cosine}, {@code
   * polynomial}, {@code one-cycle}. Shares are of the optimiser's rate.
   *
   * @param warmupEpochs over which the rate first rises in a straight line
   * @param everyEpochs after so many, {@code step} multiplies the rate by {@code decay}
   * @param power of {@code polynomial}
   * @param first share that {@code one-cycle} begins with
   * @param rise share of the steps over which {@code one-cycle} rises
   * @param last share at the end
   */
  public record ScheduleSpec(
      @Nullable String type,
      @Nullable Double warmupEpochs,
      @Nullable Double everyEpochs,
      @Nullable Double decay,
      @Nullable Double power,
      @Nullable Double first,
      @Nullable Double rise,
      @Nullable Double last) {}

  /**
   * @param batchSize global rows per step over all partitions; null or larger than the data means
   *     full batch
   * @param partitioning {@code horizontal}: each partition holds rows; {@code vertical}: each holds
   *     columns of all rows
   * @param accumulation batches whose gradients are summed before the parameters change: as many
   *     times fewer steps and bytes, at the memory of one batch
   * @param columns of {@code vertical}: the feature columns of each partition; null means groups of
   *     about equally many inputs
   * @param classWeights how much a row counts by its class; null for all alike
   */
  public record TrainingSpec(
      @Nullable Integer epochs,
      @Nullable Integer batchSize,
      @Nullable Integer partitions,
      @Nullable String partitioning,
      @Nullable Long seed,
      @Nullable Integer accumulation,
      @Nullable List<List<String>> columns,
      @Nullable ClassWeights classWeights) {}

  /**
   * {@code synchronous}, {@code pipelined}, {@code local-sgd}, {@code stale-synchronous}, {@code
   * asynchronous} or {@code gossip}.
   *
   * @param staleness of {@code pipelined}: committed steps that the parameters lack which a step's
   *     gradients are taken at; of {@code stale-synchronous}: batches that a partition may be ahead
   *     of the slowest
   * @param compensation of {@code pipelined}: strength of delay compensation, 0 for none
   * @param localSteps of {@code local-sgd}: batches that each partition learns from on its own
   *     before the models are averaged; of {@code gossip}: batches between two looks at the
   *     consensus
   * @param topology of {@code gossip}: {@code ring}, {@code exponential} or {@code complete}
   * @param outer of {@code local-sgd}: {@code average}, {@code momentum} or {@code nesterov}
   * @param outerRate share of the mean change that is taken
   * @param outerMomentum of {@code momentum} and {@code nesterov}
   * @param fraction of {@code local-sgd}: share of the partitions that take part in a step
   * @param localEpochs of {@code local-sgd}: passes over its rows that a partition makes in a step,
   *     in place of {@code localSteps}
   */
  public record StrategySpec(
      @Nullable String type,
      @Nullable Integer staleness,
      @Nullable Double compensation,
      @Nullable Integer localSteps,
      @Nullable String topology,
      @Nullable String outer,
      @Nullable Double outerRate,
      @Nullable Double outerMomentum,
      @Nullable Double fraction,
      @Nullable Integer localEpochs) {}

  /**
   * {@code none} (the 32-bit grid), {@code int16}, {@code int8}, {@code top-k}, {@code threshold},
   * {@code sign}, {@code power-sgd}, {@code adaptive}.
   *
   * @param share of {@code top-k} and {@code threshold}: share of the values that a partition sends
   * @param warmupEpochs of {@code top-k}: over which the share falls from a quarter to that
   * @param momentumCorrection of {@code top-k}: whether partitions keep the momentum of an
   *     optimiser that has one
   * @param rank of {@code power-sgd}: columns of the thin matrices
   * @param levels of {@code adaptive}, from fine to coarse: some of {@code none}, {@code int16},
   *     {@code int8}, {@code top-1%}, {@code top-0.1%}
   */
  public record CompressionSpec(
      @Nullable String type,
      @Nullable Double share,
      @Nullable Integer warmupEpochs,
      @Nullable Boolean momentumCorrection,
      @Nullable Integer rank,
      @Nullable List<String> levels) {}

  /**
   * @param holdout share of the rows kept out of training, 0 to 0.9
   * @param everySteps evaluate after this many steps, and always at the end; null means once per
   *     epoch
   * @param earlyStopping null for none
   */
  public record EvaluationSpec(
      @Nullable Double holdout,
      @Nullable Integer everySteps,
      @Nullable EarlyStoppingSpec earlyStopping) {}

  /**
   * Ends the job when evaluations get no better, and keeps the best parameters.
   *
   * @param metric of the holdout; default {@code loss}
   * @param patience evaluations in a row that may be no better; default 5
   * @param minDelta by how much a metric must be better to count; default 0
   */
  public record EarlyStoppingSpec(
      @Nullable String metric, @Nullable Integer patience, @Nullable Double minDelta) {}

  /** The job starts when {@code min} agents are there and uses at most {@code max}. */
  /**
   * @param min agents without which the job does not run; {@code max} that it uses
   * @param backend {@code any} (default), {@code cpu} or {@code gpu}: what its agents compute on
   */
  public record WorkersSpec(
      @Nullable Integer min, @Nullable Integer max, @Nullable String backend) {}

  /** Whether numeric features and a regression label are standardised; default true. */
  public record PreprocessingSpec(@Nullable Boolean standardize) {}
}
