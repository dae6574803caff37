package io.tributary.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.grid.Grid;
import io.tributary.engine.id.JobId;
import io.tributary.engine.kernel.ParameterBlocks;
import io.tributary.engine.ledger.Update;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every codec with a memory promises, on a network of 40 inputs, 30 hidden units and one
 * output: nothing is lost, what is kept does not grow, and the other end reads what was meant.
 */
class GradientCodecTest {
  private static final int PARAMETERS = 41 * 30 + 31;

  static Stream<CompressionDefinition> remembering() {
    return Stream.of(
        new CompressionDefinition.TopK(0.01f, 0, 0, false),
        new CompressionDefinition.TopK(0.2f, 0, 0, false),
        new CompressionDefinition.Threshold(0.05f),
        new CompressionDefinition.Sign(),
        new CompressionDefinition.PowerSgd(1),
        new CompressionDefinition.PowerSgd(3),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.NONE)),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.INT16)),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.INT8)),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.TOP_HUNDREDTH)),
        new CompressionDefinition.Adaptive(List.of(CompressionLevel.values())));
  }

  static TrainingPlan plan(CompressionDefinition compression) {
    return new TrainingPlan(
        new JobId(new UUID(1, 1)),
        Task.REGRESSION,
        new ModelDefinition.Mlp(List.of(30), Activation.RELU, true, Initial.RANDOM),
        new OptimizerDefinition.Sgd(0.1f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(
            List.of(new FeatureTransform.ScaleBytes("x", 40)),
            new TargetTransform.Number("y", 0, 1)),
        new BatchPlan(List.of(100), 10, 6),
        42,
        10,
        new StrategyDefinition.Synchronous(),
        compression);
  }

  /** One partition's contributions, step after step, and what every replica makes of them. */
  private static final class Exchange {
    final GradientCodec codec;
    final GradientDecoder decoder;
    final ContributionSum sum;
    final TrainingPlan plan;
    final float[][] shared;
    final int[] exponents;
    PartitionMemory memory;
    final float[] decoded = new float[PARAMETERS];
    long step;

    Exchange(TrainingPlan plan) {
      codec = GradientCodec.of(plan);
      decoder = GradientDecoder.of(plan);
      sum = new ContributionSum(new ChunkLayout(codec.values()));
      this.plan = plan;
      shared = new float[decoder.shared()][decoder.values()];
      decoder.start(shared);
      exponents = new int[sum.layout().chunks()];
      Arrays.fill(exponents, Grid.LOWEST_EXPONENT);
      memory = PartitionMemory.empty(codec.memory(), PARAMETERS);
    }

    /** Another one in each step, up and down, where there are levels. */
    CompressionLevel level(long ofStep) {
      return plan.compression() instanceof CompressionDefinition.Adaptive adaptive
          ? adaptive.levels().get((int) (ofStep * ofStep % adaptive.levels().size()))
          : CompressionLevel.NONE;
    }

    /** Leaves what everybody decodes in {@link #decoded}. */
    void send(float[] gradient) {
      PartitionMemory after = PartitionMemory.empty(codec.memory(), PARAMETERS);
      sum.start(exponents);
      codec.add(
          new GradientCodec.Encoding(0, step, 1, level(step)),
          gradient.clone(),
          shared,
          memory,
          after,
          sum);
      assertThat(sum.fits()).isTrue();
      MetricSums rows = new MetricSums(1, new long[0], true);
      decoder.decode(
          new Update(step, sum.values(), exponents, exponents, new UpdateSummary(rows, null)),
          1,
          shared,
          decoded);
      Grid grid = Grid.of(plan, level(step));
      Grid next = Grid.of(plan, level(step + 1));
      for (int chunk = 0; chunk < exponents.length; chunk++) {
        exponents[chunk] = grid.nextExponent(sum.needed()[chunk], exponents[chunk], next);
      }
      memory = after;
      step++;
    }

    float[] kept() {
      return memory.vectors()[0];
    }
  }

  private static float[] gradient(SplittableRandom random) {
    float[] gradient = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      // Of very different sizes, as gradients are.
      gradient[i] = (float) (random.nextGaussian() * Math.exp(2 * random.nextGaussian()));
    }
    return gradient;
  }

  private static double squares(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return squares;
  }

  /** What was sent and what is kept is what there was: nothing is lost, step after step. */
  @ParameterizedTest
  @MethodSource("remembering")
  void whatIsNotSentIsKept(CompressionDefinition compression) {
    Exchange exchange = new Exchange(plan(compression));
    SplittableRandom random = new SplittableRandom(7);
    boolean exact =
        compression instanceof CompressionDefinition.TopK
            || compression instanceof CompressionDefinition.Threshold
            || compression instanceof CompressionDefinition.Adaptive;
    for (int step = 0; step < 40; step++) {
      float[] before = exchange.kept().clone();
      float[] gradient = gradient(random);
      exchange.send(gradient);
      for (int i = 0; i < PARAMETERS; i++) {
        float whole = before[i] + gradient[i];
        double accounted = (double) exchange.decoded[i] + exchange.kept()[i];
        if (exact) {
          assertThat(accounted).as("step %d, value %d", step, i).isEqualTo(whole);
        } else {
          double size = Math.abs(whole) + Math.abs(exchange.decoded[i]);
          assertThat(accounted).isCloseTo(whole, within(2e-6 * size + 2e-6));
        }
      }
    }
  }

  /** The contraction that convergence rests on: less is kept than there was. */
  @ParameterizedTest
  @MethodSource("remembering")
  void whatIsKeptIsLessThanThereWas(CompressionDefinition compression) {
    Exchange exchange = new Exchange(plan(compression));
    SplittableRandom random = new SplittableRandom(8);
    exchange.send(gradient(random));
    double least =
        switch (compression) {
          case CompressionDefinition.TopK topK -> 1 - topK.share();
          default -> 1;
        };
    for (int step = 0; step < 40; step++) {
      float[] whole = gradient(random);
      for (int i = 0; i < PARAMETERS; i++) {
        whole[i] += exchange.kept()[i];
      }
      float[] gradient = whole.clone();
      for (int i = 0; i < PARAMETERS; i++) {
        gradient[i] -= exchange.kept()[i];
      }
      exchange.send(gradient);
      assertThat(squares(exchange.kept())).isLessThan(least * squares(whole));
    }
  }

  /** A constant gradient arrives in full: what is kept stays bounded while the sum grows. */
  @ParameterizedTest
  @MethodSource("remembering")
  void aConstantGradientArrives(CompressionDefinition compression) {
    Exchange exchange = new Exchange(plan(compression));
    SplittableRandom random = new SplittableRandom(9);
    float[] gradient = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      gradient[i] = (float) random.nextGaussian();
    }
    double[] arrived = new double[PARAMETERS];
    int steps = 2_000;
    for (int step = 0; step < steps; step++) {
      exchange.send(gradient);
      for (int i = 0; i < PARAMETERS; i++) {
        arrived[i] += exchange.decoded[i];
      }
    }
    double missing = 0;
    for (int i = 0; i < PARAMETERS; i++) {
      missing += Math.pow(arrived[i] / steps - gradient[i], 2);
    }
    assertThat(Math.sqrt(missing / squares(gradient))).isLessThan(0.1);
  }

  /**
   * A gradient that outgrows every grid, at each level: what is cut off is kept to the last bit.
   */
  @Test
  void whatIsCutOffAtAnyLevelIsKept() {
    Exchange exchange =
        new Exchange(plan(new CompressionDefinition.Adaptive(List.of(CompressionLevel.values()))));
    SplittableRandom random = new SplittableRandom(15);
    Set<CompressionLevel> seen = EnumSet.noneOf(CompressionLevel.class);
    for (int step = 0; step < 60; step++) {
      float[] before = exchange.kept().clone();
      float[] gradient = gradient(random);
      float jump = (float) Math.scalb(1.0, random.nextInt(-12, 12));
      for (int i = 0; i < PARAMETERS; i++) {
        gradient[i] *= jump;
      }
      seen.add(exchange.level(step));
      exchange.send(gradient);
      for (int i = 0; i < PARAMETERS; i++) {
        assertThat((double) exchange.decoded[i] + exchange.kept()[i])
            .as("step %d, value %d", step, i)
            .isEqualTo(before[i] + gradient[i]);
      }
    }
    assertThat(seen).hasSizeGreaterThan(2);
  }

  /** Half of the largest: 64 of 127 points, at most 127 and the head-room of one bit. */
  @Test
  void aLevelHasAsManyBitsAsItSays() {
    for (CompressionLevel level : CompressionLevel.values()) {
      Exchange exchange = new Exchange(plan(new CompressionDefinition.Adaptive(List.of(level))));
      SplittableRandom random = new SplittableRandom(16);
      exchange.send(gradient(random));
      int largest = 0;
      for (int step = 0; step < 20; step++) {
        exchange.send(gradient(random));
        largest =
            Math.max(
                largest, Arrays.stream(exchange.sum.values()).map(Math::abs).max().orElseThrow());
      }
      int most = 1 << Math.min(30, level.bits() - 1);
      assertThat(largest).as(level.label()).isBetween(most / 32, most);
      long others = Arrays.stream(exchange.sum.values()).filter(value -> value != 0).count();
      assertThat(others)
          .as(level.label())
          .isLessThanOrEqualTo(Math.round(level.share() * PARAMETERS));
    }
  }

  @Test
  void topKSendsItsShareAndNoMore() {
    Exchange exchange = new Exchange(plan(new CompressionDefinition.TopK(0.01f, 0, 0, false)));
    SplittableRandom random = new SplittableRandom(10);
    exchange.send(gradient(random));
    for (int step = 0; step < 20; step++) {
      exchange.send(gradient(random));
      long sent = Arrays.stream(exchange.sum.values()).filter(value -> value != 0).count();
      assertThat(sent).isBetween(8L, (long) Math.round(0.01f * PARAMETERS));
    }
  }

  /** DGC's memory by hand: u = m u + g, v = v + u, both forgotten where a value is sent. */
  @ParameterizedTest
  @MethodSource("looksAhead")
  void momentumCorrectionKeepsAVelocity(boolean nesterov) {
    Exchange exchange = new Exchange(plan(new CompressionDefinition.TopK(0.1f, 0, 0.9f, nesterov)));
    SplittableRandom random = new SplittableRandom(11);
    float[] u = new float[PARAMETERS];
    float[] v = new float[PARAMETERS];
    for (int step = 0; step < 10; step++) {
      float[] gradient = gradient(random);
      exchange.send(gradient);
      for (int i = 0; i < PARAMETERS; i++) {
        if (nesterov) {
          u[i] = 0.9f * (u[i] + gradient[i]);
          v[i] += u[i] + gradient[i];
        } else {
          u[i] = 0.9f * u[i] + gradient[i];
          v[i] += u[i];
        }
        if (exchange.sum.values()[i] != 0) {
          v[i] -= exchange.decoded[i];
          u[i] = 0;
        }
      }
      assertThat(Arrays.equals(exchange.memory.vectors()[0], v)).as("accumulated").isTrue();
      assertThat(Arrays.equals(exchange.memory.vectors()[1], u)).as("velocity").isTrue();
    }
  }

  static Stream<Boolean> looksAhead() {
    return Stream.of(false, true);
  }

  /** The schedule that the paper's authors use: 25 %, 6.3 %, 1.6 %, 0.4 %, 0.1 %. */
  @Test
  void theShareFallsByTheSameFactorEachEpochOfTheWarmUp() {
    CompressionDefinition.TopK topK = new CompressionDefinition.TopK(0.001f, 4, 0, false);
    TopKCodec codec = new TopKCodec(plan(topK), topK, PARAMETERS);
    double[] shares = {0.25, 0.0629, 0.0158, 0.00398, 0.001, 0.001};
    for (int epoch = 0; epoch < shares.length; epoch++) {
      assertThat(codec.share(epoch * 10L)).isCloseTo((float) shares[epoch], within(1e-4f));
    }
  }

  @Test
  void theThresholdFollowsTheWantedShare() {
    Exchange exchange = new Exchange(plan(new CompressionDefinition.Threshold(0.05f)));
    SplittableRandom random = new SplittableRandom(12);
    long sent = 0;
    for (int step = 0; step < 300; step++) {
      exchange.send(gradient(random));
      if (step >= 200) {
        sent += Arrays.stream(exchange.sum.values()).filter(v -> v != 0).count();
      }
    }
    assertThat(sent / 100.0 / PARAMETERS).isCloseTo(0.05, within(0.01));
  }

  /** Both thin matrices by hand: D K K' where K is known from the right, K K' D from the left. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void theProductOfTheThinMatricesIsAProjection(long step) {
    SplittableRandom random = new SplittableRandom(14);
    float[] gradient = gradient(random);
    LowRankLayout layout =
        new LowRankLayout(ParameterBlocks.of(plan(new CompressionDefinition.PowerSgd(2))), 2);
    LowRankLayout.Place place = layout.places().getFirst();
    float[] known = new float[layout.values()];
    Orthonormal.randomColumns(known, place.at(), place.knownRows(step), 2, 5);
    float[] thin = new float[layout.values()];
    LowRankLayout.project(place, step, gradient, known, thin);
    float[] product = new float[PARAMETERS];
    LowRankLayout.addProduct(place, step, thin, known, 1, product);
    for (int row = 0; row < 30; row++) {
      for (int column = 0; column < 40; column++) {
        double expected = 0;
        for (int j = 0; j < 2; j++) {
          int rows = place.knownRows(step);
          for (int k = 0; k < rows; k++) {
            double factor =
                (double) known[j * rows + (step == 0 ? column : row)] * known[j * rows + k];
            expected += factor * gradient[step == 0 ? k * 30 + row : column * 30 + k];
          }
        }
        assertThat(product[column * 30 + row]).isCloseTo((float) expected, within(1e-3f));
      }
    }
  }

  /** A memory is bytes in a checkpoint. */
  @ParameterizedTest
  @MethodSource("remembering")
  void aMemorySurvivesItsBytes(CompressionDefinition compression) {
    Exchange exchange = new Exchange(plan(compression));
    SplittableRandom random = new SplittableRandom(13);
    exchange.send(gradient(random));
    exchange.send(gradient(random));
    PartitionMemory read = PartitionMemory.empty(exchange.codec.memory(), PARAMETERS);
    read.read(exchange.memory.toBytes());
    assertThat(read.vectors()).isEqualTo(exchange.memory.vectors());
    assertThat(read.numbers()).isEqualTo(exchange.memory.numbers());
  }

  @ParameterizedTest
  @MethodSource("remembering")
  void whatIsNotFiniteIsNotSent(CompressionDefinition compression) {
    Exchange exchange = new Exchange(plan(compression));
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e38f}) {
      float[] gradient = new float[PARAMETERS];
      gradient[17] = bad;
      PartitionMemory after = PartitionMemory.empty(exchange.codec.memory(), PARAMETERS);
      exchange.sum.start(exchange.exponents);
      exchange.codec.add(
          new GradientCodec.Encoding(0, 0, 1),
          gradient,
          exchange.shared,
          exchange.memory,
          after,
          exchange.sum);
      assertThat(exchange.sum.finite()).isFalse();
    }
  }
}
