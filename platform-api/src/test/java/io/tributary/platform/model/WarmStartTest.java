package io.tributary.platform.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.tributary.dataset.ReceivedFiles;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.SavedState;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.dataset.Fetched;
import io.tributary.platform.dataset.Uploads;
import io.tributary.platform.dispatch.JobPreparation;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job that starts from a model has its parameters, its preprocessing and its columns. */
@PlatformTest
class WarmStartTest {
  private static final TrainingPlan PLAN =
      TestModels.plan(
          new ModelDefinition.Linear(true, Initial.ZEROS),
          new TargetTransform.Classes("kind", List.of("flat", "house")),
          List.of(
              new FeatureTransform.Standardize("area", 60, 50, 20),
              new FeatureTransform.OneHot("city", List.of("Bern", "Oslo"))));
  private static final float[] PARAMETERS = {1, -1, 2, -2, 3, -3, 0.5f, -0.5f};

  @Autowired MockMvc mvc;
  @Autowired ModelRows rows;
  @Autowired Uploads uploads;
  @Autowired Jobs jobs;
  @Autowired Checkpoints checkpoints;
  @Autowired JobPreparation preparation;
  private String token = "";
  private String model = "";

  @BeforeEach
  void store() {
    token = new Api(mvc).signIn("admin", PlatformTest.ADMIN_PASSWORD);
    Model stored =
        rows.add(TestModels.model(PLAN, PARAMETERS), ParameterBytes.of(PARAMETERS)).model();
    model = stored.name() + "@" + stored.version();
  }

  @Test
  void aJobStartsFromTheParametersAndThePreprocessingOfTheModel() throws Exception {
    upload("next-month", "colour,city,area,kind\n", "red,Rome,%d,flat\n", "blue,Bern,%d,house\n");

    MockHttpServletResponse answer = submit("next-month", "homes");

    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
    JobRecord job = jobs.get(JobId.of(json(answer).path("id").asString()));
    // What it means now, for ever.
    assertThat(job.spec().warmStart()).isEqualTo(model);
    assertThat(job.spec().features()).containsExactly("area", "city");
    TrainingPlan plan = preparation.prepare(job, 0).orElseThrow();
    assertThat(plan.preprocessing()).isEqualTo(PLAN.preprocessing());
    assertThat(
            SavedState.read(checkpoints.at(job.id(), 0).orElseThrow().state()).state().parameters())
        .containsExactly(PARAMETERS);
  }

  @Test
  void whatDoesNotFitTheModelIsRefusedWithTheReason() throws Exception {
    upload("without-area", "city,kind\n", "Bern,flat\n", "Oslo,house\n");
    upload("fitting", "area,city,kind\n", "%d,Bern,flat\n", "%d,Oslo,house\n");

    assertRefused(submit("without-area", model), "dataset", "no column area");
    assertRefused(submit("fitting", "nothing@7"), "warmStart", "does not exist");
    assertRefused(submit("fitting", "no name"), "warmStart", "neither");
    assertRefused(
        submit("fitting", model, "\"model\":{\"type\":\"mlp\",\"hidden\":[4]}"),
        "model.type",
        "made with linear");
    assertRefused(
        submit("fitting", model, "\"model\":{\"type\":\"linear\",\"loss\":\"hinge\"}"),
        "model.loss",
        "made with cross-entropy");
    assertRefused(submit("fitting", model, "\"features\":[\"area\"]"), "features", "[area, city]");
    assertRefused(submit("fitting", model, "\"ignore\":[\"city\"]"), "ignore", "has city");
  }

  @Test
  void otherClassesAreFoundWhenTheJobIsPrepared() throws Exception {
    upload("other", "area,city,kind\n", "%d,Bern,flat\n", "%d,Oslo,boat\n");

    JobRecord job = jobs.get(JobId.of(json(submit("other", model)).path("id").asString()));

    assertThatThrownBy(() -> preparation.prepare(job, 0))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("[boat, flat]")
        .hasMessageContaining("[flat, house]");
  }

  private static void assertRefused(MockHttpServletResponse answer, String field, String text)
      throws IOException {
    assertThat(answer.getStatus()).isEqualTo(422);
    List<String> violations =
        json(answer).path("violations").values().stream()
            .map(v -> v.path("field").asString() + ": " + v.path("message").asString())
            .toList();
    assertThat(violations).anyMatch(v -> v.startsWith(field + ": ") && v.contains(text));
  }

  private MockHttpServletResponse submit(String dataset, String start, String... more)
      throws Exception {
    String spec =
        """
        {"dataset":"%s","label":"kind","warmStart":"%s","training":{"partitions":2}%s}"""
            .formatted(
                dataset,
                start,
                IntStream.range(0, more.length)
                    .mapToObj(i -> "," + more[i])
                    .collect(Collectors.joining()));
    return mvc.perform(
            post("/api/v1/jobs")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .content(spec))
        .andReturn()
        .getResponse();
  }

  /** Forty rows: the lines take turns, each with another number. */
  private void upload(String name, String header, String... lines) throws IOException {
    String csv =
        IntStream.range(0, 40)
            .mapToObj(i -> lines[i % lines.length].formatted(i))
            .collect(Collectors.joining("", header, ""));
    try (ReceivedFiles folder = uploads.folder()) {
      uploads.store(
          new Fetched(
              List.of(folder.receive(name + ".csv", new ByteArrayInputStream(csv.getBytes(UTF_8)))),
              null),
          null,
          "admin",
          null);
    }
  }

  private static JsonNode json(MockHttpServletResponse answer) throws IOException {
    return JsonMapper.shared().readTree(answer.getContentAsByteArray());
  }
}
