package io.tributary.engine.contribution;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.wire.PackedInts;
import org.jspecify.annotations.Nullable;

/**
 * What an agent adds to one step for some of its partitions, pre-summed. Deterministic: the same
 * (job, step, attempt, partitions) always has the same content, whoever computes it, so a duplicate
 * can be dropped.
 */
public sealed interface Contribution {
  Header header();

  /**
   * Where a contribution belongs.
   *
   * @param step of the job; where each partition's batch is a step of its own, the partition's
   *     clock
   * @param generation of the assignment it was computed under; the aggregator drops older ones
   * @param attempt 0, or how often the step was re-issued on a coarser grid
   * @param partitions whose contributions are in the sum
   */
  record Header(
      JobId job,
      Generation generation,
      long step,
      int attempt,
      AgentId agent,
      PartitionSet partitions) {}

  /**
   * One chunk of the summed gradients.
   *
   * @param base committed steps that the parameters included which it was computed at
   * @param neededExponent the smallest exponent on which every summed gradient would have fitted
   * @param values integers, the whole chunk; none in a step that only evaluates. They are on the
   *     grid that the step was issued with, or, where a partition's batch is a step of its own, on
   *     that of {@code neededExponent}
   * @param report present in chunk 0 only
   */
  record Sum(
      Header header,
      long base,
      int chunk,
      int neededExponent,
      PackedInts values,
      @Nullable StepReport report)
      implements Contribution {}

  /**
   * Some partitions' holdout, evaluated at the header's step: committed steps of the job. Only
   * where steps do not wait for evaluations.
   *
   * @param sums over the holdout rows
   * @param parametersDigest of the agent's parameters, 32 bytes
   */
  record Evaluation(Header header, MetricSums sums, byte[] parametersDigest)
      implements Contribution {}

  /**
   * Some gradient does not fit its chunk's grid, or is not finite: the step cannot be summed as
   * issued.
   *
   * @param neededExponents by chunk, the smallest exponent on which every gradient would fit
   * @param finite false when a loss or gradient was NaN, infinite or beyond the grid
   */
  record Refusal(Header header, int[] neededExponents, boolean finite) implements Contribution {}

  /**
   * A piece of what one partition remembers at the header's step, for a checkpoint.
   *
   * @param header with this one partition
   * @param piece from 0
   */
  record Memory(Header header, int piece, int pieces, byte[] bytes) implements Contribution {}
}
