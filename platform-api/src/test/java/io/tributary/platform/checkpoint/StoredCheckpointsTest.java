package io.tributary.platform.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.job.CheckpointView;
import io.tributary.engine.id.JobId;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Api;
import io.tributary.platform.security.Api.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@PlatformTest
class StoredCheckpointsTest {
  @Autowired Checkpoints checkpoints;
  @Autowired PinnedCheckpoints pins;
  @Autowired CheckpointList list;
  @Autowired MockMvc mvc;

  final JobId job = new JobId(UUID.randomUUID());

  @Test
  void aCheckpointComesBackAsItWasSaved() {
    Checkpoint saved = checkpoint(7, bytes(1000));
    checkpoints.save(saved);

    assertThat(checkpoints.at(job, 7)).get().usingRecursiveComparison().isEqualTo(saved);
    assertThat(checkpoints.at(job, 8)).isEmpty();
    assertThat(checkpoints.latest(new JobId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void aStateLargerThanOnePieceComesBackWhole() {
    byte[] state = bytes(StoredCheckpoints.PIECE_BYTES + 3);
    checkpoints.save(checkpoint(1, state));

    assertThat(checkpoints.latest(job).orElseThrow().state()).isEqualTo(state);
  }

  @Test
  void savingTheSameStepAgainReplacesIt() {
    checkpoints.save(checkpoint(3, bytes(100)));
    checkpoints.save(checkpoint(3, bytes(50)));

    assertThat(checkpoints.at(job, 3).orElseThrow().state()).hasSize(50);
    assertThat(list.of(job)).hasSize(1);
  }

  @Test
  void theFirstTheNewestAndThePinnedStay() {
    for (int step = 0; step <= 80; step += 10) {
      checkpoints.save(checkpoint(step, bytes(10)));
      if (step == 20) {
        pins.pin(job, 20);
      }
    }

    assertThat(list.of(job))
        .extracting(CheckpointView::step)
        .containsExactly(80L, 70L, 60L, 50L, 40L, 20L, 0L);
  }

  @Test
  void metricsThatAreNoNumbersAreLeftOut() {
    checkpoints.save(
        new Checkpoint(job, 1, 0, 5, "ab", Map.of("loss", Double.NaN, "accuracy", 0.5), bytes(1)));

    assertThat(checkpoints.latest(job).orElseThrow().metrics()).isEqualTo(Map.of("accuracy", 0.5));
  }

  @Test
  void agentsReadAStateWithItsDigestAndPosition() {
    byte[] state = bytes(1000);
    checkpoints.save(checkpoint(9, state));
    String path = "/api/v1/jobs/%s/checkpoints/latest/state".formatted(job);

    Answer answer = new Api(mvc).get(path, PlatformTest.AGENT_TOKEN);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().getContentAsByteArray()).isEqualTo(state);
    assertThat(answer.response().getHeader("ETag")).isEqualTo("\"" + StateDigest.of(state) + "\"");
    assertThat(answer.response().getHeader("Tributary-Step")).isEqualTo("9");
    assertThat(answer.response().getHeader("Tributary-Ledger-Offset")).isEqualTo("109");
  }

  @Test
  void aRangeOfAStateIsServed() throws Exception {
    byte[] state = bytes(1000);
    checkpoints.save(checkpoint(9, state));

    byte[] part =
        mvc.perform(
                MockMvcRequestBuilders.get("/api/v1/jobs/%s/checkpoints/9/state".formatted(job))
                    .header("Authorization", "Bearer " + PlatformTest.AGENT_TOKEN)
                    .header("Range", "bytes=990-"))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();

    assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(state, 990, 1000));
  }

  @Test
  void anAbsentCheckpointIsNotFoundAndAnOddNameIsRefused() {
    Api api = new Api(mvc);
    String path = "/api/v1/jobs/%s/checkpoints/".formatted(job);

    assertThat(api.get(path + "5/state", PlatformTest.AGENT_TOKEN).code()).isEqualTo("NOT_FOUND");
    assertThat(api.get(path + "five/state", PlatformTest.AGENT_TOKEN).code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(api.get("/api/v1/jobs/x/checkpoints/5/state", PlatformTest.AGENT_TOKEN).status())
        .isEqualTo(400);
  }

  private Checkpoint checkpoint(long step, byte[] state) {
    return new Checkpoint(job, step, 2, 100 + step, "digest-" + step, Map.of("loss", 0.25), state);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 257);
    }
    return bytes;
  }
}
