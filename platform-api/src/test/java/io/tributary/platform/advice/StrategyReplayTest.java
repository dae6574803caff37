package io.tributary.platform.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.StrategyDefinition.Asynchronous;
import io.tributary.engine.plan.StrategyDefinition.LocalSgd;
import io.tributary.engine.plan.StrategyDefinition.Outer;
import io.tributary.engine.plan.StrategyDefinition.Pipelined;
import io.tributary.engine.plan.StrategyDefinition.StaleSynchronous;
import io.tributary.engine.plan.StrategyDefinition.Synchronous;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases small enough to be worked out on paper. */
class StrategyReplayTest {

  private static Round.Turn turn(int agent, int partitions, long compute, long transit) {
    return new Round.Turn(agent, partitions, compute, 0, 0, 0, transit);
  }

  private static double micros(List<Round> rounds, StrategyDefinition strategy) {
    return new StrategyReplay(rounds).micros(strategy).orElseThrow();
  }

  private static LocalSgd local(int steps) {
    return new LocalSgd(steps, Outer.AVERAGE, 1, 0);
  }

  /** One agent: 100 of computing, 60 there and back, 10 to commit. */
  private static final List<Round> ALONE =
      Collections.nCopies(40, new Round(10, List.of(turn(0, 1, 100, 60))));

  @Test
  void synchronousTakesComputingTheWayAndTheCommit() {
    // The first update need not travel: 40 x 170 - 30.
    assertThat(micros(ALONE, new Synchronous())).isEqualTo((40 * 170 - 30) / 40.0);
  }

  @Test
  void pipelinedHidesTheWayBehindComputing() {
    // The agent is never idle; after its last batch half a way and a commit follow.
    assertThat(micros(ALONE, new Pipelined(1, 0))).isEqualTo((40 * 100 + 30 + 10) / 40.0);
  }

  @Test
  void pipelinedHidesNoMoreThanItsStalenessAllows() {
    // 100 of computing, 500 there and back: two steps per 100 + 500.
    List<Round> far = Collections.nCopies(40, new Round(0, List.of(turn(0, 1, 100, 500))));
    assertThat(micros(far, new Pipelined(1, 0))).isCloseTo(300, within(10.0));
    assertThat(micros(far, new Pipelined(2, 0))).isCloseTo(200, within(10.0));
  }

  @Test
  void localSgdTravelsOncePerSteps() {
    // 8 x 100, 60, 10 for 8 batches.
    assertThat(micros(ALONE, local(8))).isEqualTo(870 / 8.0);
    assertThat(micros(ALONE, local(1))).isEqualTo(170);
  }

  @Test
  void everybodyWaitsForTheSlowestOfEachStep() {
    Round first = new Round(0, List.of(turn(0, 1, 100, 0), turn(1, 1, 300, 0)));
    Round second = new Round(0, List.of(turn(0, 1, 300, 0), turn(1, 1, 100, 0)));
    List<Round> uneven = alternating(first, second, 40);
    assertThat(micros(uneven, new Synchronous())).isEqualTo(300);
    // Over two local steps both take 400.
    assertThat(micros(uneven, local(2))).isEqualTo(200);
    // One batch ahead is enough here for nobody to wait but at the very end.
    assertThat(micros(uneven, new Asynchronous())).isCloseTo(200, within(6.0));
    assertThat(micros(uneven, new StaleSynchronous(2))).isCloseTo(200, within(6.0));
  }

  /** The slow agent has its batches to compute, whoever waits for it. */
  @Test
  void nothingMakesAnAgentFasterThatIsAlwaysSlow() {
    Round round = new Round(0, List.of(turn(0, 1, 100, 0), turn(1, 1, 300, 0)));
    List<Round> rounds = Collections.nCopies(40, round);
    assertThat(micros(rounds, new Synchronous())).isEqualTo(300);
    assertThat(micros(rounds, new StaleSynchronous(3))).isEqualTo(300);
    assertThat(micros(rounds, new Asynchronous())).isEqualTo(300);
  }

  @Test
  void theBoundHoldsTheFastBack() {
    // Agent 1 takes long once, in batch 5: agent 0 may be two batches ahead, then waits.
    Round usual = new Round(0, List.of(turn(0, 1, 100, 0), turn(1, 1, 100, 0)));
    Round stalled = new Round(0, List.of(turn(0, 1, 100, 0), turn(1, 1, 1000, 0)));
    Round slowFirst = new Round(0, List.of(turn(0, 1, 1000, 0), turn(1, 1, 100, 0)));
    List<Round> rounds = new ArrayList<>(Collections.nCopies(20, usual));
    rounds.set(5, stalled);
    rounds.set(12, slowFirst);
    // Both have 19 x 100 + 1000. Bound 1: agent 0 gets to batch 6, then waits for batch 5.
    assertThat(micros(rounds, new Asynchronous())).isEqualTo(2900 / 20.0);
    assertThat(micros(rounds, new Synchronous())).isEqualTo(3800 / 20.0);
    // At 1500 batch 5 is done, agent 0 has done 6 (with bound 1): it waited 800 of the 900.
    assertThat(micros(rounds, new StaleSynchronous(1))).isEqualTo((2900 + 800) / 20.0);
    assertThat(micros(rounds, new StaleSynchronous(3))).isEqualTo((2900 + 600) / 20.0);
  }

  @Test
  void anAgentWithTwoPartitionsSendsEachByItself() {
    // Synchronous: 200 + 8 + 4 + 20 at once. In turn: 100 and 2 x 10 to pack and send, 2 x 2 to
    // fold
    Round.Turn two = new Round.Turn(0, 2, 200, 0, 8, 4, 20);
    List<Round> rounds = Collections.nCopies(50, new Round(0, List.of(two)));
    assertThat(micros(rounds, new Synchronous())).isCloseTo(232, within(1.0));
    // Per batch 100 + 8 + 4 x (2 updates / 2 partitions) = 112, the way is hidden.
    assertThat(micros(rounds, new Asynchronous())).isCloseTo(224, within(1.0));
  }

  @Test
  void theControlPlaneCommitsOneAfterTheOther() {
    List<Round.Turn> four =
        List.of(turn(0, 1, 10, 0), turn(1, 1, 10, 0), turn(2, 1, 10, 0), turn(3, 1, 10, 0));
    List<Round> rounds = Collections.nCopies(40, new Round(50, four));
    assertThat(micros(rounds, new Synchronous())).isEqualTo(60);
    assertThat(micros(rounds, new Asynchronous())).isCloseTo(200, within(1.0));
  }

  @Test
  void onlyRoundsSinceTheLastMoveAreReplayed() {
    Round before = new Round(0, List.of(turn(0, 2, 900, 0)));
    Round after = new Round(0, List.of(turn(0, 1, 100, 0), turn(1, 1, 100, 0)));
    Round otherOrder = new Round(0, List.of(turn(1, 1, 100, 0), turn(0, 1, 100, 0)));
    StrategyReplay replay = new StrategyReplay(List.of(after, before, after, otherOrder));
    assertThat(replay.rounds()).isEqualTo(2);
    assertThat(replay.micros(new Synchronous())).hasValue(100);
  }

  @Test
  void aRoundOfSeveralBatchesSharesItsComputing() {
    Round eight = new Round(10, List.of(turn(0, 1, 800, 60)));
    List<Round> rounds = StrategyReplay.batchByBatch(Collections.nCopies(5, eight), 8);
    assertThat(rounds).hasSize(40);
    assertThat(micros(rounds, local(8))).isEqualTo(870 / 8.0);
    assertThat(micros(rounds, new Synchronous())).isEqualTo((40 * 170 - 30) / 40.0);
  }

  @Test
  void nothingRecordedSaysNothing() {
    assertThat(new StrategyReplay(List.of()).micros(new Synchronous())).isEmpty();
    assertThat(new StrategyReplay(List.of()).micros(new Asynchronous())).isEmpty();
    assertThat(new StrategyReplay(ALONE.subList(0, 7)).micros(local(8))).isEmpty();
  }

  private static List<Round> alternating(Round first, Round second, int count) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rounds.add(i % 2 == 0 ? first : second);
    }
    return rounds;
  }
}
