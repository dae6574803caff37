package io.tributary.platform.job;

import static io.tributary.platform.job.JobState.CANCELLED;
import static io.tributary.platform.job.JobState.FAILED;
import static io.tributary.platform.job.JobState.PAUSED;
import static io.tributary.platform.job.JobState.QUEUED;
import static io.tributary.platform.job.JobState.RUNNING;
import static io.tributary.platform.job.JobState.STALLED;
import static io.tributary.platform.job.JobState.STARTING;
import static io.tributary.platform.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of {@link JobState#mayBecome}, written a second time by hand. */
class JobStateTest {
  private static final Map<JobState, Set<JobState>> MOVES =
      Map.of(
          QUEUED, Set.of(STARTING, FAILED, CANCELLED),
          STARTING, Set.of(RUNNING, STALLED, FAILED, CANCELLED),
          RUNNING, Set.of(STALLED, PAUSED, SUCCEEDED, FAILED, CANCELLED),
          STALLED, Set.of(RUNNING, PAUSED, FAILED, CANCELLED),
          PAUSED, Set.of(RUNNING, STALLED, FAILED, CANCELLED),
          SUCCEEDED, Set.of(),
          FAILED, Set.of(),
          CANCELLED, Set.of());

  static Stream<Arguments> pairs() {
    return Arrays.stream(JobState.values())
        .flatMap(from -> Arrays.stream(JobState.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairOfStatesIsAllowedOrForbiddenAsTheTableSays(JobState from, JobState to) {
    assertThat(from.mayBecome(to)).isEqualTo(MOVES.getOrDefault(from, Set.of()).contains(to));
  }

  @ParameterizedTest
  @EnumSource
  void exactlyTheStatesThatNothingLeavesAreTerminal(JobState state) {
    assertThat(state.isTerminal()).isEqualTo(MOVES.getOrDefault(state, Set.of()).isEmpty());
  }
}
