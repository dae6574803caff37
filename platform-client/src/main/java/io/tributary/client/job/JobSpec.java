package io.tributary.client.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training request: DESIGN section 6. The same document is accepted as YAML and as JSON. Every
 * component may be absent in a document; the control plane fills in defaults and answers with the
 * complete spec.
 *
 * @param weight numeric column that says how much a row counts; null for the one with that role
 * @param id column that tells rows apart and is no input; null for the one with that role
 */
public record JobSpec(
    @Nullable String name,
    @Nullable String description,
    @Nullable String dataset,
    @Nullable String label,
    @Nullable String weight,
    @Nullable String id,
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

  /** The same, trained in another way. */
  public JobSpec with(TrainingSpec other) {
    return new JobSpec(
        name,
        description,
        dataset,
        label,
        weight,
        id,
        features,
        ignore,
        task,
        model,
        optimizer,
        other,
        strategy,
        compression,
        evaluation,
        workers,
        preprocessing,
        priority,
        ledger,
        warmStart);
  }

  /**
   * @param type {@code linear}, {@code factorization-machine}, {@code mlp} or {@code cnn}; {@code
   *     matrix-factorization} for recommendations; without labels {@code autoencoder}, {@code
   *     k-means}, {@code gaussian-mixture} or {@code pca}
   * @param hidden units per hidden layer, input side first; only for {@code mlp}, {@code cnn} and
   *     {@code autoencoder}
   * @param activation {@code relu}, {@code tanh} or {@code sigmoid}; only for {@code mlp} and
   *     {@code cnn}
   * @param bias whether each layer has a bias; default true
   * @param initial {@code zeros}, {@code ones} or {@code random} (the default but for {@code
   *     linear})
   * @param loss what is minimised: {@code cross-entropy}, {@code logistic}, {@code hinge}, {@code
   *     squared-hinge} for classes, {@code squared}, {@code huber}, {@code poisson} for numbers,
   *     {@code pairwise} for choices
   * @param delta of {@code huber}: residuals up to which squares count
   * @param dropout of {@code mlp}: share of each hidden layer's units that a batch does without
   * @param factors of {@code factorization-machine} and {@code matrix-factorization}: factors of an
   *     input
   * @param clusters of {@code k-means}
   * @param components of {@code gaussian-mixture} and {@code pca}
   * @param covariance of {@code gaussian-mixture}: {@code diagonal} or {@code full}
   * @param varianceFloor of {@code gaussian-mixture}: what variances are at least
   * @param solver of {@code pca}: {@code covariance} or {@code iterations}
   * @param image of {@code cnn}: rows, columns and channels of a row's vector; defaults to what the
   *     data set knows, channels to 1
   * @param filters of {@code cnn}: per convolution, input side first
   * @param kernel of {@code cnn}: rows and columns that a filter looks at; default 5
   * @param user of {@code matrix-factorization}: the column that says whose row it is
   * @param item of {@code matrix-factorization}: the column that says what the row is about
   * @param negatives of {@code pairwise}: items that each choice is compared with
   * @param code of {@code autoencoder}: how many numbers a row becomes
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
      @Nullable String solver,
      @Nullable List<Integer> image,
      @Nullable List<Integer> filters,
      @Nullable Integer kernel,
      @Nullable String user,
      @Nullable String item,
      @Nullable Integer negatives,
      @Nullable Integer code) {

    /** The same for images of another size. */
    public ModelSpec of(List<Integer> size) {
      return new ModelSpec(
          type,
          hidden,
          activation,
          bias,
          initial,
          loss,
          delta,
          dropout,
          factors,
          clusters,
          components,
          covariance,
          varianceFloor,
          solver,
          size,
          filters,
          kernel,
          user,
          item,
          negatives,
          code);
    }

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
          null,
          null,
          null,
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
   * @param rows of {@code horizontal}: which rows each partition holds; null for rows at random
   * @param semiSupervised how rows without a label are learnt from; null where all have one
   */
  public record TrainingSpec(
      @Nullable Integer epochs,
      @Nullable Integer batchSize,
      @Nullable Integer partitions,
      @Nullable String partitioning,
      @Nullable Long seed,
      @Nullable Integer accumulation,
      @Nullable List<List<String>> columns,
      @Nullable ClassWeights classWeights,
      @Nullable RowsSpec rows,
      @Nullable SemiSupervisedSpec semiSupervised) {

    /** The same in so many partitions. */
    public TrainingSpec in(int count) {
      return new TrainingSpec(
          epochs,
          batchSize,
          count,
          partitioning,
          seed,
          accumulation,
          columns,
          classWeights,
          rows,
          semiSupervised);
    }

    /** Rows that all have a label, dealt out at random. */
    public TrainingSpec(
        @Nullable Integer epochs,
        @Nullable Integer batchSize,
        @Nullable Integer partitions,
        @Nullable String partitioning,
        @Nullable Long seed,
        @Nullable Integer accumulation,
        @Nullable List<List<String>> columns,
        @Nullable ClassWeights classWeights) {
      this(
          epochs,
          batchSize,
          partitions,
          partitioning,
          seed,
          accumulation,
          columns,
          classWeights,
          null,
          null);
    }
  }

  /**
   * Which rows each partition holds.
   *
   * @param type {@value #RANDOM}, {@value #KEY} (all rows with one value of the column together),
   *     {@value #TIME} (stretches in the order of the column), {@value #STRATIFIED} (of each value
   *     alike many) or {@value #LABEL_SKEW} (of each value unequally many, for experiments)
   * @param column that decides; null for {@value #RANDOM}
   * @param alpha of {@value #LABEL_SKEW}: the smaller, the more unequal
   */
  public record RowsSpec(@Nullable String type, @Nullable String column, @Nullable Double alpha) {
    public static final String RANDOM = "random";
    public static final String KEY = "key";
    public static final String TIME = "time";
    public static final String STRATIFIED = "stratified";
    public static final String LABEL_SKEW = "label-skew";
  }

  /**
   * How a classification learns from rows whose label is missing.
   *
   * @param type {@code pseudo-label}: what the model is sure of counts as label; {@code
   *     consistency}: as the label of a changed copy of the row
   * @param confidence probability from which on the model is sure, in the last epoch
   * @param firstConfidence the same in the first epoch that looks at such rows
   * @param weight of all rows without a label beside all with one; 0 leaves them alone
   * @param warmupEpochs epochs that look at rows with a label only
   * @param noise of {@code consistency}: standard deviation of what is added to inputs
   * @param mask of {@code consistency}: share of the inputs that become 0
   * @param shift of {@code consistency} and {@code cnn}: pixels that images move by at most
   * @param labels how many labels may be used, for experiments: others count as missing; null for
   *     all that there are
   */
  public record SemiSupervisedSpec(
      @Nullable String type,
      @Nullable Double confidence,
      @Nullable Double firstConfidence,
      @Nullable Double weight,
      @Nullable Integer warmupEpochs,
      @Nullable Double noise,
      @Nullable Double mask,
      @Nullable Integer shift,
      @Nullable Integer labels) {}

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
   * @param minimumShare of {@code synchronous} and {@code local-sgd}: share of the partitions
   *     without which a step is not committed; 1 waits for all
   * @param roundSeconds how long a step waits for agents that are there, where it may do without
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
      @Nullable Integer localEpochs,
      @Nullable Double minimumShare,
      @Nullable Double roundSeconds) {}

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
   * @param holdout which rows are kept out of training
   * @param everySteps evaluate after this many steps, and always at the end; null means once per
   *     epoch
   * @param earlyStopping null for none
   */
  public record EvaluationSpec(
      @Nullable Holdout holdout,
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

  /**
   * @param standardize whether numeric features and a regression label are standardised; default
   *     true
   * @param text which columns are read word by word; null where none are
   */
  public record PreprocessingSpec(@Nullable Boolean standardize, @Nullable TextSpec text) {

    /** Of no texts. */
    public PreprocessingSpec(@Nullable Boolean standardize) {
      this(standardize, null);
    }
  }

  /**
   * Texts as weighed counts of their words (hashed, TF-IDF).
   *
   * @param columns text or categorical columns
   * @param features inputs that each column becomes; default 65536
   * @param words in the longest sequence that counts, 1 to 3; default 1
   */
  public record TextSpec(
      @Nullable List<String> columns, @Nullable Integer features, @Nullable Integer words) {}
}
