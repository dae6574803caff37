package io.tributary.engine.plan;

import io.tributary.engine.id.JobId;
import io.tributary.engine.preprocessing.Preprocessing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job's computation, complete: what an agent needs beside its partitions' rows and a
 * checkpoint. Two jobs with equal plans, equal rows and equal kernel type end in the same bits.
 *
 * @param job the job this plan belongs to
 * @param preprocessing fitted on training rows; gives inputs and outputs of the model
 * @param batches which rows each partition uses at each step
 * @param evaluateEvery evaluate on the holdout before this many steps each, at the first step of an
 *     epoch 0 too, and always after the last step
 * @param strategy when agents compute
 * @param compression how fine the numbers on the wire are
 * @param earlyStopping when to end before all steps are done; null for never
 * @param columns which inputs each partition holds; null where partitions hold rows
 * @param loss what the model's scores cost; a plan in JSON without one has the task's usual loss
 * @param semiSupervised how rows without a label are learnt from; null where every row has one
 * @param edge the files at agents that are the partitions; null where agents fetch their rows
 */
public record TrainingPlan(
    JobId job,
    Task task,
    ModelDefinition model,
    OptimizerDefinition optimizer,
    LearningRateSchedule schedule,
    Regularization regularization,
    Preprocessing preprocessing,
    BatchPlan batches,
    long seed,
    int evaluateEvery,
    StrategyDefinition strategy,
    CompressionDefinition compression,
    @Nullable EarlyStopping earlyStopping,
    @Nullable ColumnSplit columns,
    LossDefinition loss,
    @Nullable SemiSupervised semiSupervised,
    @Nullable EdgeFiles edge) {

  /** Keeps these random numbers apart from those of row orders and rounding. */
  private static final long DRAW_STREAM = 1L << 41;

  private static final long UNIT_STREAM = 1L << 42;

  public TrainingPlan {
    loss = loss == null ? LossDefinition.usual(task) : loss;
    boolean gathers = batches.gatherEvery() > 0;
    if (gathers != (columns != null)
        || (columns != null && columns.groups().size() != batches.partitions())
        || (gathers && evaluateEvery != batches.gatherEvery() + 1)) {
      throw new IllegalArgumentException(
          "columns %s with %s, evaluated every %d steps"
              .formatted(columns, batches, evaluateEvery));
    }
  }

  /** A plan whose rows all have labels, or need none. */
  public TrainingPlan(
      JobId job,
      Task task,
      ModelDefinition model,
      OptimizerDefinition optimizer,
      LearningRateSchedule schedule,
      Regularization regularization,
      Preprocessing preprocessing,
      BatchPlan batches,
      long seed,
      int evaluateEvery,
      StrategyDefinition strategy,
      CompressionDefinition compression,
      @Nullable EarlyStopping earlyStopping,
      @Nullable ColumnSplit columns,
      LossDefinition loss) {
    this(
        job,
        task,
        model,
        optimizer,
        schedule,
        regularization,
        preprocessing,
        batches,
        seed,
        evaluateEvery,
        strategy,
        compression,
        earlyStopping,
        columns,
        loss,
        null,
        null);
  }

  /** A plan with the task's usual loss. */
  public TrainingPlan(
      JobId job,
      Task task,
      ModelDefinition model,
      OptimizerDefinition optimizer,
      LearningRateSchedule schedule,
      Regularization regularization,
      Preprocessing preprocessing,
      BatchPlan batches,
      long seed,
      int evaluateEvery,
      StrategyDefinition strategy,
      CompressionDefinition compression,
      @Nullable EarlyStopping earlyStopping,
      @Nullable ColumnSplit columns) {
    this(
        job,
        task,
        model,
        optimizer,
        schedule,
        regularization,
        preprocessing,
        batches,
        seed,
        evaluateEvery,
        strategy,
        compression,
        earlyStopping,
        columns,
        LossDefinition.usual(task));
  }

  /** A plan whose partitions hold rows. */
  public TrainingPlan(
      JobId job,
      Task task,
      ModelDefinition model,
      OptimizerDefinition optimizer,
      LearningRateSchedule schedule,
      Regularization regularization,
      Preprocessing preprocessing,
      BatchPlan batches,
      long seed,
      int evaluateEvery,
      StrategyDefinition strategy,
      CompressionDefinition compression,
      @Nullable EarlyStopping earlyStopping) {
    this(
        job,
        task,
        model,
        optimizer,
        schedule,
        regularization,
        preprocessing,
        batches,
        seed,
        evaluateEvery,
        strategy,
        compression,
        earlyStopping,
        null);
  }

  /** A plan that runs to its end. */
  public TrainingPlan(
      JobId job,
      Task task,
      ModelDefinition model,
      OptimizerDefinition optimizer,
      LearningRateSchedule schedule,
      Regularization regularization,
      Preprocessing preprocessing,
      BatchPlan batches,
      long seed,
      int evaluateEvery,
      StrategyDefinition strategy,
      CompressionDefinition compression) {
    this(
        job,
        task,
        model,
        optimizer,
        schedule,
        regularization,
        preprocessing,
        batches,
        seed,
        evaluateEvery,
        strategy,
        compression,
        null,
        null);
  }

  /** The same plan with another loss. */
  public TrainingPlan with(LossDefinition other) {
    return with(other, semiSupervised, edge);
  }

  /** The same plan, learning from rows without a label too; null for rows with one only. */
  public TrainingPlan with(@Nullable SemiSupervised other) {
    return with(loss, other, edge);
  }

  /** The same plan over files that stay at agents, one for each partition. */
  public TrainingPlan with(EdgeFiles files) {
    return with(loss, semiSupervised, files);
  }

  private TrainingPlan with(
      LossDefinition other, @Nullable SemiSupervised unlabelled, @Nullable EdgeFiles files) {
    return new TrainingPlan(
        job,
        task,
        model,
        optimizer,
        schedule,
        regularization,
        preprocessing,
        batches,
        seed,
        evaluateEvery,
        strategy,
        compression,
        earlyStopping,
        columns,
        other,
        unlabelled,
        files);
  }

  /**
   * Key of the random numbers of {@code partition}'s gradient in {@code step}, or in its own step
   * where it counts for itself: whoever computes it draws the same ones.
   */
  public long drawKey(int partition, long step) {
    return CounterHash.key(CounterHash.key(CounterHash.key(seed, UNIT_STREAM), partition), step);
  }

  /** Scores of a row: a number per class, or one where the loss needs no more. */
  public int scores() {
    return loss.scores(preprocessing.outputs());
  }

  /**
   * The plan of {@code partition}'s own model, where partitions hold columns: the same, with its
   * inputs only, over the same batches, as if it were alone.
   */
  public TrainingPlan partOf(int partition) {
    return new TrainingPlan(
            job,
            task,
            model,
            optimizer,
            schedule,
            regularization,
            preprocessingOf(partition),
            new BatchPlan(
                List.of(batches.partitionRows().get(partition)),
                batches.batchSize(),
                batches.epochs()),
            seed,
            evaluateEvery,
            strategy,
            compression)
        .with(loss);
  }

  /** What makes the inputs of {@code partition}'s training rows of its columns. */
  public Preprocessing preprocessingOf(int partition) {
    return columns == null ? preprocessing : columns.groups().get(partition).of(preprocessing);
  }

  /** Whether partitions remember something from step to step that belongs to checkpoints. */
  public boolean remembers() {
    return columns != null
        || compression.remembers()
        || strategy instanceof StrategyDefinition.Gossip;
  }

  /**
   * Whether {@code partition} has a part in {@code step}: always, but where the strategy draws some
   * of the partitions for each step.
   */
  public boolean takesPart(int partition, long step) {
    if (!(strategy instanceof StrategyDefinition.LocalSgd local) || local.fraction() == 1) {
      return true;
    }
    int all = batches.partitions();
    int drawn = Math.max(1, Math.round(local.fraction() * all));
    long key = CounterHash.key(CounterHash.key(seed, DRAW_STREAM), step);
    long own = CounterHash.bits(key, partition);
    int before = 0;
    for (int other = 0; other < all; other++) {
      long drawnOther = CounterHash.bits(key, other);
      before += drawnOther < own || (drawnOther == own && other < partition) ? 1 : 0;
    }
    return before < drawn;
  }

  /**
   * Rows of all partitions that have a part in {@code step}, as often as they are used. Where
   * partitions hold columns they are those of the batch before, whose scores are known now.
   */
  public long rowsAt(long step) {
    if (columns != null) {
      return batches.followsGathering(step) ? 0 : batches.rowsAt(0, step - 1);
    }
    long rows = 0;
    for (int p = 0; p < batches.partitions(); p++) {
      rows += takesPart(p, step) ? (long) strategy.passes() * batches.rowsAt(p, step) : 0;
    }
    return rows;
  }

  /** Steps that are committed in the whole job, unless it stops early. */
  public long totalSteps() {
    return Math.multiplyExact(batches.totalSteps(), (long) stepsPerClock());
  }

  /** Epoch that {@code step} belongs to, from 0; of the mean partition where each has its own. */
  public int epochOf(long step) {
    return batches.epochOf(step / stepsPerClock());
  }

  /**
   * Rows that all partitions have used in {@code step} committed steps, over all epochs; where the
   * order of arrival decides, as many as with partitions that take turns.
   */
  public long rowsBefore(long step) {
    long clock = step / stepsPerClock();
    long rows = batches.rowsBefore(clock);
    for (int p = 0; p < step % stepsPerClock(); p++) {
      rows += batches.rowsAt(p, clock);
    }
    return rows;
  }

  /** Whether {@code step}, which is not the last, evaluates: not before there is a model. */
  public boolean evaluatesAt(long step) {
    long first = batches.startSteps();
    return step >= first && (step - first) % evaluateEvery == 0;
  }

  /** Partitions that exchange models beside the steps; 0 where none do. */
  public int exchanging() {
    return strategy instanceof StrategyDefinition.Gossip ? batches.partitions() : 0;
  }

  /** Committed steps while every partition's clock advances by one. */
  private int stepsPerClock() {
    return strategy.stepsPerClock(batches.partitions());
  }

  /** Committed steps whose parameters the gradients of {@code step} are taken at. */
  public long baseOf(long step) {
    return Math.max(0, step - strategy.staleness());
  }
}
