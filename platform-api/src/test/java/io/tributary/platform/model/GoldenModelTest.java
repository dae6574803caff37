package io.tributary.platform.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.TargetTransform;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that earlier versions wrote stay readable: golden-model-1.zip is what {@link ModelArchive}
 * made of this test's model when format version 1 was new. It is never written again; a new format
 * version gets a file of its own beside it.
 */
class GoldenModelTest {
  private static final float[] PARAMETERS = {
    0.5f, -1, 2, 0.25f, -0.75f, 1.5f, 3, -2, 1, 0, 0.125f, -0.125f, 0.25f, -0.5f, 0.0625f, 0.125f,
    0.5f, -0.5f
  };

  /** What the first version predicted: 1 / (1 + exp(-4.16875)), to rounding in float32. */
  private static final double PROBABILITY = 0.9847641344120527;

  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void theFileIsStillReadAndPredictsTheSame() throws IOException {
    Map<String, byte[]> entries = entries("golden-model-1.zip");
    byte[] parameters = requireNonNull(entries.get("parameters.bin"));
    JsonNode description = json.readTree(requireNonNull(entries.get("model.json")));
    TrainingPlan plan = TrainingPlans.fromJson(description.path("plan").toString());

    assertThat(description.path("format").asString()).isEqualTo("tributary-model");
    assertThat(description.path("formatVersion").asInt()).isEqualTo(1);
    assertThat(description.path("parametersDigest").asString())
        .isEqualTo(ParameterBytes.digest(parameters));
    assertThat(ParameterBytes.read(parameters)).containsExactly(PARAMETERS);
    assertThat(plan).isEqualTo(plan());
    assertThat(description.path("model").path("type").asString()).isEqualTo("mlp");

    Prediction prediction =
        new Predictor(plan, ParameterBytes.read(parameters))
            .predict(
                new PredictRequest(
                    List.of(Map.of("area", 70, "city", "Bern", "pixels", List.of(51, 255)))))
            .predictions()
            .getFirst();
    // Inputs 1, 1, 0, 0.2, 1; hidden units 4.225 and 0; scores 1.55625 and -2.6125.
    assertThat(prediction.label()).isEqualTo("flat");
    assertThat(requireNonNull(prediction.probabilities()).get("flat")).isEqualTo(PROBABILITY);
  }

  private static TrainingPlan plan() {
    return TestModels.plan(
        new ModelDefinition.Mlp(List.of(2), Activation.RELU, true, Initial.RANDOM),
        new TargetTransform.Classes("kind", List.of("flat", "house")),
        List.of(
            new FeatureTransform.Standardize("area", 60, 50, 20),
            new FeatureTransform.OneHot("city", List.of("Bern", "Oslo")),
            new FeatureTransform.ScaleBytes("pixels", 2)));
  }

  private static Map<String, byte[]> entries(String name) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (InputStream file = requireNonNull(GoldenModelTest.class.getResourceAsStream(name));
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
