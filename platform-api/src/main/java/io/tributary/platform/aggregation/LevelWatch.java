package io.tributary.platform.aggregation;

import io.tributary.engine.codec.KeptBack;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.state.TrainingState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures the steps of a job whose compression adapts, and asks {@link LevelRule} at the end of
 * each window of steps at one level. Two levels with different bytes tell what a byte costs: what a
 * step takes beside computing is a round trip and the bytes. Does nothing for other jobs. Belongs
 * to the job's event loop.
 */
final class LevelWatch implements LevelChooser {
  /** What was measured at another level counts for so many windows, then twice as many, ... */
  private static final int FIRST_TRUST = 20;

  private static final int MOST_TRUST = 1_280;

  /** A level that was left for a finer one is not tried for so many windows, then twice as many. */
  private static final int FIRST_BAR = 10;

  private static final int MOST_BAR = 160;

  /** A step that takes so many times as long or as short as before: the machines have changed. */
  private static final double OTHER_CONDITIONS = 1.5;

  private static final int FIRST_STEPS = 2;

  private final List<CompressionLevel> levels;
  private final int partitions;
  private final int block;
  private final boolean skipsEvaluations;
  private final Map<Long, Arriving> arriving = new HashMap<>();
  private final Map<CompressionLevel, Known> known = new EnumMap<>(CompressionLevel.class);
  private final Map<CompressionLevel, Bar> bars = new EnumMap<>(CompressionLevel.class);
  private CompressionLevel wanted;

  /** The first step at the wanted level that counts. */
  private long holdsFrom;

  private @Nullable LevelChoice pending;

  /** What the window before would have chosen. */
  private @Nullable CompressionLevel asked;

  private @Nullable LevelWindow window;
  private boolean cold = true;
  private @Nullable Instant blockBegan;
  private int inBlock;
  private long windows;
  private long trust = FIRST_TRUST;
  private double noiseShare = 1;

  /** Of one step's contributions. */
  private static final class Arriving {
    long bytes;
    long computeMicros;
    @Nullable KeptBack kept;
  }

  /** What a window found, and the number of windows then. */
  private record Known(LevelWindow.Result result, long at) {}

  private record Bar(long until, long length) {}

  /**
   * @param state as it is now; only its levels are used
   */
  LevelWatch(TrainingPlan plan, TrainingState state) {
    this.levels =
        plan.compression() instanceof CompressionDefinition.Adaptive adaptive
            ? adaptive.levels()
            : List.of();
    this.partitions = plan.batches().partitions();
    this.block = plan.strategy().staleness() + 1;
    // Where nearly every step evaluates, evaluations are part of what a step takes.
    this.skipsEvaluations = plan.evaluateEvery() > 2 * block;
    this.wanted = state.newestLevel();
    this.holdsFrom = state.step() + plan.strategy().staleness();
  }

  private boolean chooses() {
    return levels.size() > 1;
  }

  /** Agents begin anew, perhaps others than before: what was measured says little of them. */
  void assigned() {
    arriving.clear();
    known.clear();
    bars.clear();
    cold = true;
    restart();
  }

  /** Time passed in which nobody was to work. */
  void resumed() {
    restart();
  }

  private void restart() {
    window = null;
    asked = null;
    blockBegan = null;
    inBlock = 0;
  }

  /**
   * A contribution of the present generation is here.
   *
   * @param head committed steps
   */
  void arrived(Contribution contribution, long head) {
    long ofStep = contribution.header().step();
    boolean counts = chooses() && ofStep >= head && ofStep < head + block;
    if (counts && contribution instanceof Contribution.Sum sum) {
      Arriving step = arriving.computeIfAbsent(ofStep, s -> new Arriving());
      step.bytes += sum.values().packedBytes();
      StepReport report = sum.report();
      KeptBack kept = report == null ? null : report.kept();
      if (report != null && kept != null) {
        step.computeMicros = Math.max(step.computeMicros, report.times().workMicros());
        KeptBack before = step.kept;
        step.kept = before == null ? kept : before.plus(kept);
      }
    }
  }

  /** A step's update was written. */
  void committed(Outcome.Written written, Instant now) {
    if (!chooses()) {
      return;
    }
    Arriving step = arriving.remove(written.step());
    Instant began = blockBegan;
    boolean evaluated = skipsEvaluations && written.summary().evaluation() != null;
    KeptBack kept = step == null ? null : step.kept;
    if (step == null || kept == null || evaluated || written.step() < holdsFrom || began == null) {
      blockBegan = now;
      inBlock = 0;
      return;
    }
    LevelWindow open = window;
    if (open == null) {
      open = new LevelWindow(now, cold);
      window = open;
      cold = false;
    }
    open.add(
        step.computeMicros / 1e3, step.bytes + written.updateBytes(), kept, written.sumSquares());
    inBlock++;
    if (inBlock == block) {
      open.addBlock(Duration.between(began, now).toNanos() / 1e6 / block);
      blockBegan = now;
      inBlock = 0;
    }
    if (open.isComplete(now)) {
      window = new LevelWindow(now, false);
      if (!open.warmsUp()) {
        decide(open.result());
      }
    }
  }

  private void decide(LevelWindow.Result result) {
    windows++;
    Known last = known.get(wanted);
    if (last != null && differs(last.result(), result)) {
      // What other levels took then says nothing of now: bytes would get the blame.
      known.clear();
    }
    known.put(wanted, new Known(result, windows));
    if (wanted.share() == 1 && partitions > 1) {
      noiseShare = result.noiseShare(partitions);
    }
    LevelChoice choice = LevelRule.next(sight(result)).orElse(null);
    CompressionLevel before = asked;
    asked = choice == null ? null : choice.level();
    if (choice == null || (isForTime(choice) && choice.level() != before)) {
      return;
    }
    switch (choice.reason()) {
      case MEASURE -> trust = Math.min(MOST_TRUST, 2 * trust);
      case TOO_MUCH_KEPT, FINER -> {
        Bar bar = bars.get(wanted);
        long length = bar == null ? FIRST_BAR : Math.min(MOST_BAR, 2 * bar.length());
        bars.put(wanted, new Bar(windows + length, length));
      }
      case FEWER_BYTES -> {}
    }
    pending = choice;
    wanted = choice.level();
    holdsFrom = Long.MAX_VALUE;
    restart();
  }

  private static boolean differs(LevelWindow.Result then, LevelWindow.Result now) {
    double ratio = now.stepMillis() / then.stepMillis();
    return ratio > OTHER_CONDITIONS || ratio < 1 / OTHER_CONDITIONS;
  }

  /** What is measured in time is asked twice. */
  private static boolean isForTime(LevelChoice choice) {
    return switch (choice.reason()) {
      case FEWER_BYTES, FINER -> true;
      case MEASURE, TOO_MUCH_KEPT -> false;
    };
  }

  private LevelRule.Sight sight(LevelWindow.Result result) {
    int at = levels.indexOf(wanted);
    CompressionLevel finer = at > 0 ? levels.get(at - 1) : null;
    CompressionLevel next = at + 1 < levels.size() ? levels.get(at + 1) : null;
    Bar bar = next == null ? null : bars.get(next);
    CompressionLevel coarser = bar != null && bar.until() > windows ? null : next;
    double wait = result.waitMillis();
    double perByte = millisPerByte(result);
    double roundTrip = Double.isNaN(perByte) ? wait : wait - result.bytes() * perByte;
    return new LevelRule.Sight(
        wanted,
        finer,
        coarser,
        new LevelChoice.Measures(
            result.stepMillis(),
            result.computeMillis(),
            roundTrip,
            result.bytes(),
            1e3 / perByte,
            Double.NaN,
            result.kept(noiseShare)),
        bytes(finer, result),
        bytes(coarser, result));
  }

  /** From the present level and the one before it; NaN where no other one is known any more. */
  private double millisPerByte(LevelWindow.Result now) {
    Known other = null;
    for (Map.Entry<CompressionLevel, Known> entry : known.entrySet()) {
      boolean newer = other == null || entry.getValue().at() > other.at();
      if (entry.getKey() != wanted && newer) {
        other = entry.getValue();
      }
    }
    if (other == null || windows - other.at() > trust) {
      return Double.NaN;
    }
    LevelWindow.Result then = other.result();
    double more = now.bytes() - then.bytes();
    double longer = now.waitMillis() - then.waitMillis();
    if (more == 0 || longer / more <= 0) {
      return 0;
    }
    // A round trip takes no less than no time.
    LevelWindow.Result fewer = more > 0 ? then : now;
    return Math.min(longer / more, fewer.waitMillis() / fewer.bytes());
  }

  private double bytes(@Nullable CompressionLevel level, LevelWindow.Result now) {
    if (level == null) {
      return Double.NaN;
    }
    Known measured = known.get(level);
    return measured == null
        ? now.bytes() * level.bytesPerValue() / wanted.bytesPerValue()
        : measured.result().bytes();
  }

  @Override
  public @Nullable LevelChoice choose(long step) {
    LevelChoice choice = pending;
    if (choice != null) {
      pending = null;
      // The first steps find no grid of their own yet.
      holdsFrom = step + block + FIRST_STEPS;
    }
    return choice;
  }
}
