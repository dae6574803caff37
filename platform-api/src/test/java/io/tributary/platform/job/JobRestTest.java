package io.tributary.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.tributary.client.ContractJson;
import io.tributary.client.job.CrossValidation;
import io.tributary.client.job.SubmittedJob;
import io.tributary.engine.id.JobId;
import io.tributary.platform.job.JobTestApplication.Commands;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The REST contract of jobs. */
@SpringBootTest(classes = JobTestApplication.class)
@AutoConfigureMockMvc
@WithMockUser(username = "ada", roles = "OPERATOR")
class JobRestTest {
  private static final String SPEC = "dataset: digits\nlabel: label\n";

  @Autowired private MockMvc api;
  @Autowired private Jobs jobs;
  @Autowired private FakeCheckpoints checkpoints;
  @Autowired private Commands commands;

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/x-yaml", "text/yaml", "text/plain"})
  void aYamlSpecBecomesAQueuedJob(String contentType) throws Exception {
    api.perform(post("/api/v1/jobs").contentType(contentType).content(SPEC))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.state").value("QUEUED"));
  }

  @Test
  void aJsonSpecIsShownAsItWasCompleted() throws Exception {
    String id = id(json("{\"dataset\":\"digits\",\"label\":\"label\",\"name\":\"first\"}"));
    api.perform(get("/api/v1/jobs/" + id))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.name").value("first"))
        .andExpect(jsonPath("$.reason").value("ACCEPTED"))
        .andExpect(jsonPath("$.createdBy").value("ada"))
        .andExpect(jsonPath("$.workers").isEmpty());
    api.perform(get("/api/v1/jobs/" + id + "/spec"))
        .andExpect(jsonPath("$.optimizer.learningRate").value(0.05));
    api.perform(get("/api/v1/jobs/" + id + "/spec").accept("application/yaml"))
        .andExpect(content().contentType("application/yaml"))
        .andExpect(content().string(containsString("learningRate: 0.05")));
  }

  @Test
  void everyViolationIsInTheAnswerAndNothingIsStored() throws Exception {
    api.perform(yaml("name: unlucky\nlabel: x\ntraining: {epochs: 0}"))
        .andExpect(status().is(422))
        .andExpect(jsonPath("$.code").value("INVALID_JOB_SPEC"))
        .andExpect(jsonPath("$.violations[*].field").value(hasItems("dataset", "training.epochs")));
    api.perform(get("/api/v1/jobs?q=unlucky")).andExpect(jsonPath("$.items").isEmpty());
  }

  @Test
  void validationSaysTheSameAndStoresNothing() throws Exception {
    api.perform(post("/api/v1/jobs/validate").contentType("text/yaml").content(SPEC + "name: dry"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.training.partitions").value(4));
    api.perform(post("/api/v1/jobs/validate").contentType("text/yaml").content("label: x"))
        .andExpect(status().is(422));
    api.perform(get("/api/v1/jobs?q=dry")).andExpect(jsonPath("$.items").isEmpty());
  }

  @Test
  void aBrokenDocumentIsRefusedWithItsLine() throws Exception {
    api.perform(yaml("dataset: digits\n  label: [x"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("MALFORMED_DOCUMENT"))
        .andExpect(jsonPath("$.violations[0].field").value(containsString("line 2")));
  }

  @Test
  void aRepeatedKeyGivesTheSameJobAndAnotherBodyAConflict() throws Exception {
    String key = UUID.randomUUID().toString();
    String first = id(yaml(SPEC).header("Idempotency-Key", key));
    assertThat(id(yaml(SPEC).header("Idempotency-Key", key))).isEqualTo(first);
    assertThat(id(yaml(SPEC))).isNotEqualTo(first);
    api.perform(yaml(SPEC + "priority: 1").header("Idempotency-Key", key))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("IDEMPOTENCY_KEY_REUSED"));
  }

  @Test
  void aCrossValidationIsAJobForEachFoldAndARepeatedKeyGivesTheSame() throws Exception {
    String spec = SPEC + "name: parts\nevaluation: {holdout: {type: fold, folds: 3}}";
    String key = UUID.randomUUID().toString();
    CrossValidation made = crossValidation(spec, key);

    assertThat(made.jobs()).extracting(CrossValidation.Fold::fold).containsExactly(1, 2, 3);
    assertThat(made.jobs())
        .extracting(fold -> fold.job().name())
        .containsExactly("parts (fold 1 of 3)", "parts (fold 2 of 3)", "parts (fold 3 of 3)");
    assertThat(made.metrics()).isEmpty();
    assertThat(crossValidation(spec, key)).isEqualTo(made);
    assertThat(crossValidation(spec, UUID.randomUUID().toString()).id()).isNotEqualTo(made.id());
    String second = made.jobs().get(1).job().id();
    api.perform(get("/api/v1/jobs/" + second + "/spec"))
        .andExpect(jsonPath("$.evaluation.holdout.fold").value(2));
    api.perform(get("/api/v1/jobs/" + second))
        .andExpect(jsonPath("$.crossValidation").value(made.id()));
    api.perform(get("/api/v1/cross-validations/" + second))
        .andExpect(jsonPath("$.id").value(made.id()));
    api.perform(get("/api/v1/cross-validations/" + UUID.randomUUID()))
        .andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluation: {holdout: 0.2}",
        "evaluation: {holdout: {type: fold, fold: 1}}",
        "evaluation: {holdout: {type: time, column: label}}",
        "evaluation: {holdout: {type: fold, folds: 100000}}",
        "evaluation: {holdout: {type: fold, folds: many}}",
        "evaluation: 3",
        "training: {epochs: 0}"
      })
  void whatIsNoCrossValidationIsRefusedAndNothingIsStored(String mistake) throws Exception {
    api.perform(
            post("/api/v1/cross-validations")
                .contentType("text/yaml")
                .content(SPEC + "name: uncrossed\n" + mistake))
        .andExpect(status().is(422))
        .andExpect(jsonPath("$.code").value("INVALID_JOB_SPEC"))
        .andExpect(jsonPath("$.violations[0].advice").isNotEmpty());
    api.perform(get("/api/v1/jobs?q=uncrossed")).andExpect(jsonPath("$.items").isEmpty());
  }

  private CrossValidation crossValidation(String spec, String key) throws Exception {
    return ContractJson.json()
        .readValue(
            api.perform(
                    post("/api/v1/cross-validations")
                        .contentType("text/yaml")
                        .header("Idempotency-Key", key)
                        .content(spec))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString(),
            CrossValidation.class);
  }

  @Test
  void cancellingAQueuedJobEndsItAndCancellingTwiceIsTheSame() throws Exception {
    String id = id(yaml(SPEC));
    api.perform(post("/api/v1/jobs/" + id + "/cancel"))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.state").value("CANCELLED"))
        .andExpect(jsonPath("$.reason").value("CANCELLED_BY_USER"));
    api.perform(post("/api/v1/jobs/" + id + "/cancel")).andExpect(status().isAccepted());
    api.perform(post("/api/v1/jobs/" + id + "/resume"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value(containsString("CANCELLED")));
  }

  @Test
  void aRunningJobGetsItsCommandsAndForbiddenOnesAreRefused() throws Exception {
    JobId id = JobId.of(id(yaml(SPEC)));
    api.perform(post("/api/v1/jobs/" + id + "/pause"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("ILLEGAL_TRANSITION"))
        .andExpect(jsonPath("$.detail").value(containsString("QUEUED")));
    jobs.advance(id, JobState.STARTING, null);
    jobs.advance(id, JobState.RUNNING, null);
    api.perform(post("/api/v1/jobs/" + id + "/resume")).andExpect(status().isAccepted());
    api.perform(post("/api/v1/jobs/" + id + "/pause")).andExpect(status().isAccepted());
    jobs.advance(id, JobState.PAUSED, null);
    api.perform(post("/api/v1/jobs/" + id + "/pause")).andExpect(status().isAccepted());
    api.perform(post("/api/v1/jobs/" + id + "/resume")).andExpect(status().isAccepted());
    api.perform(post("/api/v1/jobs/" + id + "/cancel")).andExpect(status().isAccepted());
    assertThat(commands.published.stream().filter(command -> command.id().equals(id)))
        .extracting(JobCommand::kind)
        .containsExactly(
            JobCommand.Kind.START,
            JobCommand.Kind.PAUSE,
            JobCommand.Kind.RESUME,
            JobCommand.Kind.CANCEL);
  }

  @Test
  void aForkStartsFromACheckpointWithTheChangesAskedFor() throws Exception {
    String source = id(yaml(SPEC + "name: source"));
    checkpoints.save(JobId.of(source), 40);
    String fork =
        id(fork(source).content("{\"step\":40,\"spec\":{\"optimizer\":{\"learningRate\":0.5}}}"));
    JobRecord job = jobs.get(JobId.of(fork));
    assertThat(job.fork()).isEqualTo(new ForkPoint(JobId.of(source), 40));
    assertThat(job.name()).isEqualTo("source (from step 40)");
    api.perform(get("/api/v1/jobs/" + fork + "/spec"))
        .andExpect(jsonPath("$.optimizer.learningRate").value(0.5))
        .andExpect(jsonPath("$.optimizer.momentum").value(0.9))
        .andExpect(jsonPath("$.warmStart").value("job:" + source + "@40"));
  }

  @Test
  void aForkMayNotChangeTheShapeOfTheModel() throws Exception {
    String source = id(yaml(SPEC));
    checkpoints.save(JobId.of(source), 40);
    api.perform(fork(source).content("{\"spec\":{\"model\":{\"type\":\"mlp\",\"hidden\":[4]}}}"))
        .andExpect(status().is(422))
        .andExpect(jsonPath("$.violations[*].field").value(hasItems("model.type", "model.hidden")));
  }

  @Test
  void aForkWithoutACheckpointIsAConflictAndWithoutAJobIsNotFound() throws Exception {
    String source = id(yaml(SPEC));
    api.perform(fork(source).content("{}")).andExpect(status().isConflict());
    checkpoints.save(JobId.of(source), 40);
    api.perform(fork(source).content("{\"step\":41}"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value(containsString("step 41")));
    api.perform(fork(UUID.randomUUID().toString()).content("{}")).andExpect(status().isNotFound());
  }

  @Test
  @WithMockUser(roles = "VIEWER")
  void aViewerReadsAndChangesNothing() throws Exception {
    api.perform(get("/api/v1/jobs")).andExpect(status().isOk());
    api.perform(yaml(SPEC)).andExpect(status().isForbidden());
    api.perform(post("/api/v1/jobs/" + new UUID(0, 0) + "/cancel"))
        .andExpect(status().isForbidden());
  }

  @Test
  @WithMockUser(roles = "AGENT")
  void anAgentReadsNoJobs() throws Exception {
    api.perform(get("/api/v1/jobs")).andExpect(status().isForbidden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/spec", "/events", "/history", "/metrics"})
  void aJobThatDoesNotExistIsNotFound(String path) throws Exception {
    api.perform(get("/api/v1/jobs/" + new UUID(0, 0) + path)).andExpect(status().isNotFound());
    api.perform(get("/api/v1/jobs/nonsense" + path)).andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "cursor=%21", "state=DONE"})
  void aListQueryThatCannotBeAnsweredIsABadRequest(String query) throws Exception {
    api.perform(get("/api/v1/jobs?" + query)).andExpect(status().isBadRequest());
  }

  @Test
  void eventsOfAnEndedJobAreReplayedAndThenThereIsNothing() throws Exception {
    String id = id(yaml(SPEC));
    api.perform(post("/api/v1/jobs/" + id + "/cancel"));
    api.perform(get("/api/v1/jobs/" + id + "/events"))
        .andExpect(content().contentTypeCompatibleWith("text/event-stream"))
        .andExpect(content().string(containsString("id:2\nevent:state\n")));
    api.perform(get("/api/v1/jobs/" + id + "/events").header("Last-Event-ID", "2"))
        .andExpect(status().isNoContent());
    api.perform(get("/api/v1/jobs/" + id + "/events").header("Last-Event-ID", "x"))
        .andExpect(status().isBadRequest());
    api.perform(get("/api/v1/jobs/" + id + "/history?limit=1"))
        .andExpect(jsonPath("$[*].sequence").value(contains(2)));
    api.perform(get("/api/v1/jobs/" + id + "/history?before=2"))
        .andExpect(jsonPath("$[*].sequence").value(contains(1)));
  }

  private static MockHttpServletRequestBuilder yaml(String text) {
    return post("/api/v1/jobs").contentType("application/yaml").content(text);
  }

  private static MockHttpServletRequestBuilder json(String text) {
    return post("/api/v1/jobs").contentType("application/json").content(text);
  }

  private static MockHttpServletRequestBuilder fork(String job) {
    return post("/api/v1/jobs/" + job + "/fork").contentType("application/json");
  }

  private String id(MockHttpServletRequestBuilder request) throws Exception {
    String answer =
        api.perform(request)
            .andExpect(status().isCreated())
            .andReturn()
            .getResponse()
            .getContentAsString();
    return ContractJson.json().readValue(answer, SubmittedJob.class).id();
  }
}
