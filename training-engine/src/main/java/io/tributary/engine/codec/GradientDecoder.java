package io.tributary.engine.codec;

import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.optimizer.ParameterBlock;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.List;

/**
 * Turns a committed sum into a mean gradient, in plain Java arithmetic: the codec's other end, on
 * every replica. Stateless but for buffers; not thread-safe.
 */
public interface GradientDecoder {

  /** Number of values in an update. */
  int values();

  /** Vectors of {@link #values()} numbers each that every replica keeps for codec and decoder. */
  int shared();

  /** Fills in what is shared before step 0. */
  void start(float[][] shared);

  /**
   * @param divisor rows that the sum is over
   * @param shared as it was at the step; changed to what it is after it
   * @param gradient overwritten with the mean gradient
   */
  void decode(Update update, double divisor, float[][] shared, float[] gradient);

  /** The decoder of {@code plan}'s compression. */
  static GradientDecoder of(TrainingPlan plan) {
    List<ParameterBlock> blocks = ParameterBlocks.of(plan);
    return switch (plan.compression()) {
      case CompressionDefinition.PowerSgd power ->
          new LowRankDecoder(new LowRankLayout(blocks, power.rank()), plan.seed());
      case CompressionDefinition.None none -> new GridDecoder(StepValues.onGrid(plan));
      case CompressionDefinition.Int16 halves -> new GridDecoder(StepValues.onGrid(plan));
      case CompressionDefinition.Int8 bytes -> new GridDecoder(StepValues.onGrid(plan));
      case CompressionDefinition.TopK topK -> new GridDecoder(blocks.getLast().to());
      case CompressionDefinition.Threshold threshold -> new GridDecoder(blocks.getLast().to());
      case CompressionDefinition.Sign sign -> new GridDecoder(blocks.getLast().to());
      case CompressionDefinition.Adaptive adaptive -> new GridDecoder(blocks.getLast().to());
    };
  }
}
