package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.dataset.EdgeFile;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.agent.AgentBeat;
import io.tributary.platform.agent.Agents;
import io.tributary.platform.agent.LiveAgent;
import io.tributary.platform.job.JobReason;
import io.tributary.platform.job.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final JobId JOB = new JobId(new UUID(0, 1));
  private static final AgentId A = new AgentId("edge-1-ab12");
  private static final LiveAgent LIVE = new LiveAgent(A, "edge-1", "cpu", "Haswell", 50);

  private static Agents book(@Nullable String error) {
    return new Agents() {
      @Override
      public List<LiveAgent> live() {
        return List.of(LIVE);
      }

      @Override
      public Optional<AgentBeat> beat(AgentId agent, JobId job) {
        return Optional.of(new AgentBeat(1, 118, "computing", 3, 100, error));
      }

      @Override
      public String nameOf(AgentId agent) {
        return "edge-1";
      }

      @Override
      public double secondsSinceHeartbeat(AgentId agent) {
        return 1.2;
      }
    };
  }

  private static JobReason reason(
      List<LiveAgent> agents, String kernel, int min, @Nullable String error) {
    return new Waiting(
            118,
            12.4,
            List.of(4, 5),
            Map.of(4, A, 5, A, 6, A),
            List.of(),
            agents,
            new ComputeKind("any", kernel),
            min,
            false,
            List.of())
        .reason(book(error), JOB);
  }

  @Test
  void namesTheAgentThePartitionsAndTheStep() {
    JobReason reason = reason(List.of(LIVE), "Haswell", 1, null);
    assertThat(reason.code()).isEqualTo("WAITING_FOR_CONTRIBUTIONS");
    assertThat(reason.sentence())
        .isEqualTo(
            "Agent edge-1 (computing, last heartbeat 1 s ago) has not contributed partitions [4, 5] to step 118 for 12 s.");
    assertThat(reason.values())
        .containsEntry("agentNames", List.of("edge-1"))
        .containsEntry("partitions", List.of(4, 5))
        .containsEntry("seconds", 12L);
  }

  @Test
  void aReasonWithoutTheValuesOfItsSentenceIsNotMade() {
    assertThatThrownBy(
            () -> JobReason.of(ReasonCode.WAITING_FOR_AGENTS, "2 of 3.", "Wait.", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wanted");
  }

  @Test
  void repeatsWhatTheAgentSaysIsWrong() {
    JobReason reason = reason(List.of(LIVE), "Haswell", 1, "disk full");
    assertThat(reason.code()).isEqualTo("AGENT_CANNOT_TAKE_PART");
    assertThat(reason.sentence()).isEqualTo("Agent edge-1 cannot take part: disk full");
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(reason(List.of(), "Haswell", 1, null).code()).isEqualTo("NO_AGENTS");
  }

  @Test
  void saysWhichKernelsAreMissing() {
    JobReason reason = reason(List.of(LIVE), "SkylakeX", 1, null);
    assertThat(reason.code()).isEqualTo("KERNEL_TYPE_MISMATCH");
    assertThat(reason.sentence()).contains("SkylakeX").contains("Haswell");
  }

  @Test
  void countsAgentsThatAreMissing() {
    JobReason reason = reason(List.of(LIVE), "Haswell", 3, null);
    assertThat(reason.code()).isEqualTo("WAITING_FOR_AGENTS");
    assertThat(reason.values()).containsEntry("connected", 1).containsEntry("wanted", 3);
  }

  @Test
  void namesTheAgentWhoseRowsAreAway() {
    EdgeFile away = new EdgeFile(1, "press-2", "d", 30, 0, true, false);
    JobReason reason =
        new Waiting(
                118,
                12.4,
                List.of(1),
                Map.of(0, A),
                List.of(),
                List.of(LIVE),
                new ComputeKind("any", null, true),
                1,
                false,
                List.of(away))
            .reason(book(null), JOB);
    assertThat(reason.code()).isEqualTo("HOLDER_AWAY");
    assertThat(reason.sentence())
        .isEqualTo("The rows of partitions [1] stay at press-2, away now.");
    assertThat(reason.values()).containsEntry("agentNames", List.of("press-2"));
  }
}
