package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.CompressionSpec;
import io.tributary.client.job.JobSpec.StrategySpec;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Topology;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Strategy and compression of a complete job spec in the engine's terms. */
final class CommunicationDefinitions {
  private CommunicationDefinitions() {}

  /**
   * @param batchesPerEpoch that the largest partition makes of its rows
   */
  static StrategyDefinition strategy(StrategySpec spec, int batchesPerEpoch) {
    return switch (requireNonNull(spec.type())) {
      case "synchronous" -> new StrategyDefinition.Synchronous();
      case "pipelined" ->
          new StrategyDefinition.Pipelined(
              requireNonNull(spec.staleness()), number(spec.compensation()));
      case "local-sgd" ->
          new StrategyDefinition.LocalSgd(
              spec.localEpochs() == null ? requireNonNull(spec.localSteps()) : batchesPerEpoch,
              StrategyDefinition.Outer.valueOf(
                  requireNonNull(spec.outer()).toUpperCase(Locale.ROOT)),
              number(spec.outerRate()),
              number(spec.outerMomentum()),
              number(spec.fraction()),
              spec.localEpochs() == null ? 1 : spec.localEpochs());
      case "stale-synchronous" ->
          new StrategyDefinition.StaleSynchronous(requireNonNull(spec.staleness()));
      case "asynchronous" -> new StrategyDefinition.Asynchronous();
      case "gossip" ->
          new StrategyDefinition.Gossip(
              Topology.valueOf(requireNonNull(spec.topology()).toUpperCase(Locale.ROOT)),
              requireNonNull(spec.localSteps()));
      default -> throw new IllegalStateException("strategy type " + spec.type());
    };
  }

  /** The compression; its momentum correction takes the momentum from the optimiser. */
  static CompressionDefinition compression(JobSpec spec) {
    CompressionSpec compression = requireNonNull(spec.compression());
    return switch (requireNonNull(compression.type())) {
      case "none" -> new CompressionDefinition.None();
      case "int16" -> new CompressionDefinition.Int16();
      case "int8" -> new CompressionDefinition.Int8();
      case "top-k" -> topK(compression, requireNonNull(spec.optimizer()));
      case "threshold" -> new CompressionDefinition.Threshold(number(compression.share()));
      case "sign" -> new CompressionDefinition.Sign();
      case "power-sgd" -> new CompressionDefinition.PowerSgd(requireNonNull(compression.rank()));
      case "adaptive" ->
          new CompressionDefinition.Adaptive(
              requireNonNull(compression.levels()).stream()
                  .map(label -> CompressionLevel.ofLabel(label).orElseThrow())
                  .toList());
      default -> throw new IllegalStateException("compression type " + compression.type());
    };
  }

  private static CompressionDefinition topK(
      CompressionSpec compression, JobSpec.OptimizerSpec optimizer) {
    boolean corrects = requireNonNull(compression.momentumCorrection());
    return new CompressionDefinition.TopK(
        number(compression.share()),
        requireNonNull(compression.warmupEpochs()),
        corrects ? number(optimizer.momentum()) : 0,
        corrects && "nesterov".equals(optimizer.type()));
  }

  private static float number(@Nullable Double value) {
    return requireNonNull(value).floatValue();
  }
}
