package io.tributary.platform.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.tributary.client.ContractJson;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.PreprocessingApplier;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Table;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.dataset.Fetched;
import io.tributary.platform.dataset.Uploads;
import io.tributary.platform.security.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Files go in as they are; rows, files and training see the same bits. */
@PlatformTest
class FilePredictionsTest {
  private static final String HEADER = "id,area,city,kind\n";
  private static final List<FeatureTransform> COLUMNS =
      List.of(
          new FeatureTransform.Standardize("area", 60, 50, 20),
          new FeatureTransform.OneHot("city", List.of("Bern", "Zug, West")));
  private static final TrainingPlan PLAN =
      TestModels.plan(
          new ModelDefinition.Mlp(List.of(3), Activation.TANH, true, Initial.ZEROS),
          new TargetTransform.Classes("kind", List.of("flat", "house")),
          COLUMNS);

  @Autowired MockMvc mvc;
  @Autowired Models models;
  @Autowired ModelRows rows;
  @Autowired Uploads uploads;
  @Autowired Datasets datasets;
  private final Random random = new Random(11);
  private String token = "";
  private String model = "";
  private float[] parameters = new float[20];

  @BeforeEach
  void store() {
    token = new Api(mvc).signIn("admin", PlatformTest.ADMIN_PASSWORD);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextFloat(-2, 2);
    }
    model =
        rows.add(TestModels.model(PLAN, parameters), ParameterBytes.of(parameters))
            .model()
            .id()
            .toString();
  }

  @Test
  void rowsAFileAndTheTableOfTrainingGiveTheSameBits() throws Exception {
    List<Map<String, @Nullable Object>> raw = IntStream.range(0, 500).mapToObj(i -> row()).toList();
    String csv =
        raw.stream().map(FilePredictionsTest::line).collect(Collectors.joining("\n", HEADER, "\n"));
    Table trained = trainingTable(csv);
    List<Prediction> expected = new Predictor(PLAN, parameters).predict(trained);

    assertThat(
            new PreprocessingApplier(PLAN.preprocessing())
                .features(RawRows.table(new PredictRequest(known(raw)), PLAN.preprocessing())))
        .isEqualTo(new PreprocessingApplier(PLAN.preprocessing()).features(trained));
    assertThat(models.predict(model, new PredictRequest(known(raw))).predictions())
        .isEqualTo(expected);
    assertThat(lines(send(csv, "jsonl")))
        .isEqualTo(expected.stream().map(ContractJson.json()::writeValueAsString).toList());
    assertThat(lines(send(csv, "csv")))
        .startsWith("label,probability:flat,probability:house")
        .hasSize(501)
        .last()
        .isEqualTo(csvLine(expected.getLast()));
  }

  @Test
  void whatAFileHasTooMuchIsNotLookedAtAndWhatItLacksIsRefused() throws Exception {
    assertThat(lines(send("city,area,colour\nBern,70,red\nAtlantis,,\n", "csv"))).hasSize(3);
    assertThat(send("city,surface\nBern,70\n", "csv"))
        .satisfies(
            answer -> assertRefused(answer, "INVALID_CONTENT", "the file has no column 'area'"));
  }

  @Test
  void aValueThatIsNoNumberRefusesTheWholeFileWithItsLine() throws Exception {
    assertRefused(
        send(HEADER + "1,70,Bern,flat\n2,large,Bern,flat\n", "csv"),
        "DATASET_ROWS_REJECTED",
        "line 3");
  }

  @Test
  void sparseRowsOfAFileAreThoseOfTheirObjects() throws Exception {
    TrainingPlan plan =
        TestModels.plan(
            new ModelDefinition.Linear(true, Initial.ZEROS),
            new TargetTransform.Classes("label", List.of("0", "1")),
            List.of(new FeatureTransform.ScaleSparse("features", 1, 9, "")));
    model =
        rows.add(TestModels.model(plan, parameters), ParameterBytes.of(parameters))
            .model()
            .id()
            .toString();
    List<Map<String, @Nullable Object>> raw =
        List.of(
            Map.of("features", Map.of("1", 2, "7", -0.5)),
            Map.of("features", Map.of("3", 1, "12", 4)));

    assertThat(lines(send("0 1:2 7:-0.5\n? 3:1 12:4\n", "jsonl")))
        .isEqualTo(
            models.predict(model, new PredictRequest(raw)).predictions().stream()
                .map(ContractJson.json()::writeValueAsString)
                .toList());
    assertRefused(
        send("0 0:2 7:1\n1 3:1\n", "csv"),
        "INVALID_CONTENT",
        "column 'features' is not sparse with indices from 1");
    assertRefused(send("features,b\n1,2\n", "csv"), "INVALID_CONTENT", "column 'features'");
  }

  @Test
  void aFormatThatIsNoneAndAFileThatIsEmptyAreRefused() throws Exception {
    assertRefused(send("area,city\n1,Bern\n", "xml"), "INVALID_CONTENT", "'xml'");
    assertRefused(send("", "csv"), "DATASET_EMPTY", "is empty");
  }

  private static void assertRefused(MockHttpServletResponse answer, String code, String text) {
    assertThat(answer.getStatus()).isEqualTo(422);
    String body = new String(answer.getContentAsByteArray(), UTF_8);
    assertThat(body).contains("\"" + code + "\"", text);
    assertThat(answer.getContentType()).contains("problem+json");
  }

  private MockHttpServletResponse send(String file, String format) throws Exception {
    return mvc.perform(
            post("/api/v1/models/" + model + "/predict")
                .param("format", format)
                .header("Authorization", "Bearer " + token)
                .contentType("text/csv")
                .content(file.getBytes(UTF_8)))
        .andReturn()
        .getResponse();
  }

  private static List<String> lines(MockHttpServletResponse answer) {
    assertThat(answer.getStatus()).isEqualTo(200);
    return new String(answer.getContentAsByteArray(), UTF_8).lines().toList();
  }

  private static String csvLine(Prediction prediction) {
    Map<String, Double> byClass = requireNonNull(prediction.probabilities());
    return prediction.label() + "," + byClass.get("flat") + "," + byClass.get("house");
  }

  /** What agents would get for a data set of this file. */
  private Table trainingTable(String csv) throws IOException {
    try (ReceivedFiles folder = uploads.folder()) {
      String spec =
          """
          {"name": "filed", "columns": [{"name": "city", "type": "categorical"}]}\
          """;
      String id =
          uploads
              .store(
                  new Fetched(
                      List.of(
                          folder.receive("f.csv", new ByteArrayInputStream(csv.getBytes(UTF_8)))),
                      null),
                  spec.getBytes(UTF_8),
                  "admin",
                  null)
              .id();
      List<Table> pieces = new ArrayList<>();
      datasets.scan(id, List.of("area", "city"), pieces::add);
      assertThat(pieces).hasSize(1);
      return pieces.getFirst();
    }
  }

  /** Without the column that only the file may have. */
  private static List<Map<String, @Nullable Object>> known(
      List<Map<String, @Nullable Object>> raw) {
    return raw.stream()
        .map(
            row -> {
              Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
              copy.remove("id");
              return copy;
            })
        .toList();
  }

  private Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", random.nextInt());
    row.put("area", random.nextInt(5) == 0 ? null : random.nextGaussian() * 1e3);
    row.put(
        "city",
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> "Atlantis";
          case 2 -> "Bern";
          default -> "Zug, West";
        });
    row.put("kind", random.nextBoolean() ? "flat" : "house");
    return row;
  }

  private static String line(Map<String, @Nullable Object> row) {
    return row.values().stream()
        .map(value -> value == null ? "" : "\"" + value + "\"")
        .collect(Collectors.joining(","));
  }
}
