package io.tributary.engine.codec;

import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.optimizer.ParameterBlock;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.TrainingPlan;
import java.util.List;

/**
 * Turns a partition's gradient into the integers of a contribution. A codec that remembers never
 * refuses a grid: what does not fit stays in the partition's memory. Not thread-safe.
 */
public interface GradientCodec {

  /** Number of values in a contribution. */
  int values();

  /** What each partition remembers. */
  PartitionMemory.Shape memory();

  /**
   * Adds one partition's share to {@code sum}.
   *
   * @param gradient sum over the partition's rows, for codecs that remember in units of a full
   *     step; overwritten
   * @param shared what everybody knows at the step's base, as {@link GradientDecoder} left it;
   *     read-only
   * @param before the partition's memory before the step; read-only
   * @param after overwritten with its memory after the step; not the same object
   */
  void add(
      Encoding encoding,
      float[] gradient,
      float[][] shared,
      PartitionMemory before,
      PartitionMemory after,
      ContributionSum sum);

  /**
   * Which partition's gradient of which step.
   *
   * @param key of random numbers: the same for a partition and step whoever computes
   * @param level that the ledger gives the step; only for codecs whose level changes
   */
  record Encoding(int partition, long step, int key, CompressionLevel level) {

    /** For codecs that have no levels. */
    public Encoding(int partition, long step, int key) {
      this(partition, step, key, CompressionLevel.NONE);
    }
  }

  /** The codec of {@code plan}'s compression. */
  static GradientCodec of(TrainingPlan plan) {
    List<ParameterBlock> blocks = ParameterBlocks.of(plan);
    int parameters = blocks.getLast().to();
    return switch (plan.compression()) {
      case CompressionDefinition.None none -> new GridCodec(plan);
      case CompressionDefinition.Int16 halves -> new GridCodec(plan);
      case CompressionDefinition.Int8 bytes -> new GridCodec(plan);
      case CompressionDefinition.TopK topK -> new TopKCodec(plan, topK, parameters);
      case CompressionDefinition.Threshold threshold ->
          new ThresholdCodec(plan, threshold, parameters);
      case CompressionDefinition.Sign sign -> new SignCodec(parameters);
      case CompressionDefinition.PowerSgd power ->
          new LowRankCodec(plan, new LowRankLayout(blocks, power.rank()));
      case CompressionDefinition.Adaptive adaptive -> new AdaptiveCodec(plan, parameters);
    };
  }
}
