package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.agent.AgentBeat;
import io.tributary.platform.agent.Agents;
import io.tributary.platform.agent.LiveAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchTest {
  private static final AgentId A = new AgentId("a");
  private static final Instant START = Instant.EPOCH;

  private double silence;
  private final Bench bench = new Bench(Duration.ofSeconds(30), book());

  private Agents book() {
    return new Agents() {
      @Override
      public List<LiveAgent> live() {
        return List.of();
      }

      @Override
      public Optional<AgentBeat> beat(AgentId agent, JobId job) {
        return Optional.empty();
      }

      @Override
      public String nameOf(AgentId agent) {
        return agent.value();
      }

      @Override
      public double secondsSinceHeartbeat(AgentId agent) {
        return silence;
      }
    };
  }

  private boolean holdsAfter(long seconds) {
    return bench.holds(A, START.plusSeconds(seconds));
  }

  @Test
  void whoWasLateSitsForAWhile() {
    assertThat(holdsAfter(0)).isFalse();
    bench.sit(A, START);
    assertThat(holdsAfter(29)).isTrue();
    assertThat(holdsAfter(30)).isFalse();
  }

  @Test
  void whoWasNotHeardOfSinceStaysOnTheBench() {
    bench.sit(A, START);
    silence = 41;
    assertThat(holdsAfter(40)).isTrue();
    silence = 1;
    assertThat(holdsAfter(40)).isFalse();
  }

  @Test
  void eachTimeIsLongerThanTheOneBeforeUpToALimit() {
    long at = 0;
    for (long seconds : new long[] {30, 60, 120, 240, 480, 480}) {
      bench.sit(A, START.plusSeconds(at));
      bench.sit(A, START.plusSeconds(at + 1));
      assertThat(holdsAfter(at + seconds - 1)).isTrue();
      assertThat(holdsAfter(at + seconds)).isFalse();
      at += seconds + 5;
    }
    bench.sit(A, START.plusSeconds(at + 481));
    assertThat(holdsAfter(at + 481 + 30)).as("a long time without fault").isFalse();
  }
}
