package io.tributary.platform.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxModelMetadata;
import ai.onnxruntime.OrtException;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.engine.kernel.InitialParameters;
import io.tributary.engine.kernel.NetworkShape;
import io.tributary.engine.plan.Activation;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What ONNX Runtime answers for a file is what the platform predicts for the same raw rows. */
class OnnxFileTest {
  private static final ModelDefinition LINEAR = new ModelDefinition.Linear(true, Initial.ZEROS);
  private static final TargetTransform PRICE = new TargetTransform.Number("price", 250, 30);
  private static final TargetTransform KIND =
      new TargetTransform.Classes("kind", List.of("flat", "maison à étages", "7"));

  private static final TargetTransform SIDE =
      new TargetTransform.Classes("side", List.of("left", "right"));

  /** Of every type, some with names that the graph would like to use itself. */
  private static final List<FeatureTransform> COLUMNS =
      List.of(
          new FeatureTransform.Standardize("label", 60, 50, 20),
          new FeatureTransform.OneHot("Cast/4", List.of("Bern", "Zürich", "Åre")),
          new FeatureTransform.ScaleBytes("pixels", 5),
          new FeatureTransform.OneHot("floors", List.of("1", "2.5")),
          // Large beside its scale: in float32 every row would look the same.
          new FeatureTransform.Standardize("value", 1.7e9, 1.7e9, 8),
          new FeatureTransform.OneHot("always missing", List.of()));

  private final Random random = new Random(7);
  private final OnnxFile onnx = new OnnxFile(JsonMapper.builder().build());

  static Stream<Arguments> models() {
    List<ModelDefinition> models = new ArrayList<>();
    for (boolean bias : new boolean[] {true, false}) {
      models.add(new ModelDefinition.Linear(bias, Initial.ZEROS));
      for (Activation activation : Activation.values()) {
        models.add(new ModelDefinition.Mlp(List.of(6, 4), activation, bias, Initial.ZEROS));
      }
    }
    models.add(new ModelDefinition.FactorizationMachine(3, true, Initial.ZEROS));
    List<LossDefinition> ofClasses =
        List.of(
            new LossDefinition.CrossEntropy(List.of()),
            new LossDefinition.Hinge(List.of()),
            new LossDefinition.SquaredHinge(List.of()));
    List<LossDefinition> ofNumbers =
        List.of(
            new LossDefinition.SquaredError(),
            new LossDefinition.Huber(1),
            new LossDefinition.Poisson());
    return models.stream()
        .flatMap(
            model ->
                Stream.of(
                        ofClasses.stream().map(loss -> Arguments.of(model, KIND, loss)),
                        ofClasses.stream().map(loss -> Arguments.of(model, SIDE, loss)),
                        Stream.of(
                            Arguments.of(model, SIDE, new LossDefinition.Logistic(List.of()))),
                        ofNumbers.stream().map(loss -> Arguments.of(model, PRICE, loss)))
                    .flatMap(arguments -> arguments));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theRuntimeAnswersWhatThePlatformPredicts(
      ModelDefinition model, TargetTransform target, LossDefinition loss) throws OrtException {
    TrainingPlan plan = TestModels.plan(model, target, COLUMNS).with(loss);
    float[] parameters = parameters(plan);
    List<Map<String, @Nullable Object>> rows =
        IntStream.range(0, 200).mapToObj(i -> row()).toList();

    Map<String, Object> outputs;
    try (OnnxSession session = new OnnxSession(file(plan, parameters))) {
      outputs = session.run(COLUMNS, rows);
    }

    List<Prediction> predictions =
        new Predictor(plan, parameters).predict(new PredictRequest(rows)).predictions();
    switch (target) {
      case TargetTransform.Classes classes -> requireSame(predictions, classes, outputs);
      case TargetTransform.Number number -> requireSame(predictions, number, outputs);
      case TargetTransform.None none -> throw new IllegalArgumentException("no model of models()");
    }
  }

  @Test
  void convolutionsSeeTheSameImages() throws OrtException {
    for (boolean bias : new boolean[] {true, false}) {
      ModelDefinition model =
          new ModelDefinition.Cnn(
              new ModelDefinition.Image(9, 8, 2),
              List.of(3, 4),
              2,
              List.of(5),
              Activation.TANH,
              bias,
              Initial.ZEROS);
      List<FeatureTransform> columns = List.of(new FeatureTransform.ScaleBytes("value", 144));
      TrainingPlan plan = TestModels.plan(model, PRICE, columns);
      float[] parameters = parameters(plan);
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        rows.add(
            Map.of("value", IntStream.range(0, 144).mapToObj(p -> random.nextInt(256)).toList()));
      }
      try (OnnxSession session = new OnnxSession(file(plan, parameters))) {
        requireSame(
            new Predictor(plan, parameters).predict(new PredictRequest(rows)).predictions(),
            (TargetTransform.Number) PRICE,
            session.run(columns, rows));
      }
    }
  }

  @Test
  void anAutoencoderGivesItsCode() throws OrtException {
    ModelDefinition.Autoencoder model =
        new ModelDefinition.Autoencoder(List.of(6, 4), 3, Activation.TANH, true, Initial.RANDOM);
    List<FeatureTransform> columns = List.of(new FeatureTransform.ScaleBytes("value", 9));
    TrainingPlan plan = TestModels.plan(model, new TargetTransform.None(3), columns);
    float[] parameters = parameters(plan);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.add(Map.of("value", IntStream.range(0, 9).mapToObj(p -> random.nextInt(256)).toList()));
    }
    List<Prediction> predictions =
        new Predictor(plan, parameters).predict(new PredictRequest(rows)).predictions();
    try (OnnxSession session = new OnnxSession(file(plan, parameters))) {
      float[][] codes = (float[][]) requireNonNull(session.run(columns, rows).get("scores"));
      for (int i = 0; i < rows.size(); i++) {
        List<Double> scores = requireNonNull(predictions.get(i).scores());
        assertThat(predictions.get(i).value()).isPositive();
        for (int c = 0; c < 3; c++) {
          assertThat((double) codes[i][c]).isCloseTo(scores.get(c), within(1e-5));
        }
      }
    }
  }

  @Test
  void usersAndItemsAreInputsByName() throws OrtException {
    List<FeatureTransform> columns =
        List.of(
            new FeatureTransform.Entity("who", List.of("ada", "bo"), false),
            new FeatureTransform.Entity("value", List.of("7", "8.5", "10"), true));
    TrainingPlan plan =
        TestModels.plan(
            new ModelDefinition.FactorizationMachine(3, true, Initial.RANDOM), PRICE, columns);
    float[] parameters = parameters(plan);
    List<Map<String, @Nullable Object>> rows =
        List.of(
            Map.of("who", "ada", "value", 7),
            Map.of("who", "bo", "value", 8.5),
            Map.of("who", "cyd", "value", 10),
            Map.of("who", "bo", "value", 11));

    try (OnnxSession session = new OnnxSession(file(plan, parameters))) {
      requireSame(
          new Predictor(plan, parameters).predict(new PredictRequest(rows)).predictions(),
          (TargetTransform.Number) PRICE,
          session.run(columns, rows));
    }
  }

  @Test
  void sparseColumnsAreInputsWithTheirZeros() throws OrtException {
    String divisors = Base64.getEncoder().encodeToString(new byte[] {0, 0, -128, 64, 0, 0, 0, 65});
    List<FeatureTransform> columns =
        List.of(
            new FeatureTransform.ScaleSparse("words", 1, 2, divisors),
            new FeatureTransform.ScaleSparse("tags", 0, 3, ""),
            new FeatureTransform.Standardize("value", 60, 50, 20));
    TrainingPlan plan = TestModels.plan(LINEAR, PRICE, columns);
    float[] parameters = parameters(plan);
    List<Map<String, @Nullable Object>> rows =
        List.of(
            Map.of("words", Map.of("1", 3, "2", -8), "tags", Map.of(), "value", 70),
            Map.of("words", Map.of("2", 0.5), "tags", Map.of("0", 1, "2", 2), "value", 10));

    try (OnnxSession session = new OnnxSession(file(plan, parameters))) {
      requireSame(
          new Predictor(plan, parameters).predict(new PredictRequest(rows)).predictions(),
          (TargetTransform.Number) PRICE,
          session.run(columns, rows));
    }
  }

  @Test
  void theSameModelGivesTheSameBytesAndSaysWhereItComesFrom() throws OrtException {
    TrainingPlan plan = TestModels.plan(LINEAR, PRICE, COLUMNS);
    float[] parameters = parameters(plan);
    byte[] file = file(plan, parameters);

    assertThat(file(plan, parameters)).isEqualTo(file);
    try (OnnxSession session = new OnnxSession(file)) {
      OnnxModelMetadata facts = session.runtime().getMetadata();
      assertThat(facts.getProducerName()).isEqualTo("tributary");
      assertThat(facts.getGraphName()).isEqualTo("homes");
      assertThat(facts.getVersion()).isEqualTo(3);
      assertThat(facts.getCustomMetadata())
          .containsEntry("name", "homes")
          .containsEntry("version", "3")
          .containsEntry("step", "120")
          .containsEntry("jobId", "0b9d2f7e-0000-4000-8000-000000000001")
          .containsEntry("jobName", "homes-weekly")
          .containsEntry("dataset", "homes@1")
          .containsEntry("datasetId", "dataset-1")
          .containsEntry("datasetDigest", "0a1b")
          .containsEntry("parametersDigest", ParameterBytes.digest(ParameterBytes.of(parameters)));
      assertThat(session.runtime().getInputNames())
          .containsExactlyElementsOf(COLUMNS.stream().map(FeatureTransform::column).toList());
      // A column has the name already.
      assertThat(session.runtime().getOutputNames()).containsExactly("value_");
    }
  }

  @Test
  void aModelThatLooksAtNothingIsRefusedWithTheReason() {
    TrainingPlan plan =
        TestModels.plan(LINEAR, PRICE, List.of(new FeatureTransform.OneHot("city", List.of())));

    assertThatThrownBy(() -> file(plan, 1f))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("cannot be written as ONNX: no column");
  }

  static Stream<ModelDefinition.Unsupervised> withoutLabels() {
    return Stream.of(
        new ModelDefinition.KMeans(4),
        new ModelDefinition.Pca(3, ModelDefinition.Solver.COVARIANCE),
        new ModelDefinition.GaussianMixture(3, ModelDefinition.Covariance.DIAGONAL, 1e-6f));
  }

  @ParameterizedTest
  @MethodSource("withoutLabels")
  void modelsWithoutLabelsSayTheSame(ModelDefinition.Unsupervised model) throws OrtException {
    TrainingPlan plan = TestModels.plan(model, new TargetTransform.None(model.outputs()), COLUMNS);
    float[] parameters = new float[InitialParameters.count(plan)];
    for (int i = 0; i < parameters.length; i++) {
      // Weights and variances are positive.
      parameters[i] = (float) random.nextDouble(0.1, 1);
    }
    List<Map<String, @Nullable Object>> rows =
        IntStream.range(0, 200).mapToObj(i -> row()).toList();
    List<Prediction> predictions =
        new Predictor(plan, parameters).predict(new PredictRequest(rows)).predictions();
    Map<String, Object> outputs;
    try (OnnxSession session = new OnnxSession(file(plan, parameters))) {
      outputs = session.run(COLUMNS, rows);
    }
    for (int i = 0; i < rows.size(); i++) {
      Prediction prediction = predictions.get(i);
      if (prediction.cluster() != null) {
        assertThat(((long[][]) requireNonNull(outputs.get("cluster")))[i])
            .containsExactly(prediction.cluster());
      }
      requireSame(prediction.distances(), outputs.get("distances"), i);
      requireSame(prediction.scores(), outputs.get("scores"), i);
      Map<String, Double> shares = prediction.probabilities();
      requireSame(
          shares == null ? null : List.copyOf(shares.values()), outputs.get("probabilities"), i);
    }
  }

  private static void requireSame(
      @Nullable List<Double> predicted, @Nullable Object output, int row) {
    assertThat(predicted == null).isEqualTo(output == null);
    if (predicted != null && output != null) {
      double[] values = ((double[][]) output)[row];
      assertThat(values).hasSize(predicted.size());
      for (int i = 0; i < values.length; i++) {
        double value = predicted.get(i);
        assertThat(values[i]).isCloseTo(value, within(1e-5 * Math.max(1, Math.abs(value))));
      }
    }
  }

  @Test
  void fullCovariancesAreRefusedWithTheReason() {
    ModelDefinition.GaussianMixture model =
        new ModelDefinition.GaussianMixture(2, ModelDefinition.Covariance.FULL, 1e-6f);
    TrainingPlan plan = TestModels.plan(model, new TargetTransform.None(2), COLUMNS);

    assertThatThrownBy(() -> file(plan, 1f))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("cannot be written as ONNX: full covariances");
  }

  @Test
  void aFormatThatIsNoneIsRefused() {
    assertThat(ModelFormat.of("onnx")).isEqualTo(ModelFormat.ONNX);
    assertThat(ModelFormat.of("native")).isEqualTo(ModelFormat.NATIVE);
    assertThatThrownBy(() -> ModelFormat.of("pmml"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("'pmml'");
  }

  private static void requireSame(
      List<Prediction> predictions, TargetTransform.Classes target, Map<String, Object> outputs) {
    String[][] labels = (String[][]) requireNonNull(outputs.get("label_"));
    float @Nullable [][] probabilities = (float @Nullable [][]) outputs.get("probabilities");
    for (int i = 0; i < predictions.size(); i++) {
      Prediction prediction = predictions.get(i);
      assertThat(labels[i]).containsExactly(prediction.label());
      Map<String, Double> byClass = prediction.probabilities();
      assertThat(probabilities == null).isEqualTo(byClass == null);
      if (probabilities == null || byClass == null) {
        continue;
      }
      for (int c = 0; c < target.outputs(); c++) {
        assertThat((double) probabilities[i][c])
            .isCloseTo(requireNonNull(byClass.get(target.classes().get(c))), within(1e-5));
      }
    }
  }

  private static void requireSame(
      List<Prediction> predictions, TargetTransform.Number target, Map<String, Object> outputs) {
    double[][] values = (double[][]) requireNonNull(outputs.get("value_"));
    for (int i = 0; i < predictions.size(); i++) {
      double value = requireNonNull(predictions.get(i).value());
      assertThat(values[i][0])
          .isCloseTo(value, within(1e-5 * Math.max(target.scale(), Math.abs(value))));
    }
  }

  private byte[] file(TrainingPlan plan, float... parameters) {
    return onnx.of(TestModels.model(plan, parameters), ParameterBytes.of(parameters));
  }

  /** Large enough that every input moves every output by far more than 1e-5. */
  private float[] parameters(TrainingPlan plan) {
    int count = NetworkShape.of(plan).layers().getLast().end();
    float[] parameters = new float[count];
    for (int i = 0; i < count; i++) {
      parameters[i] = random.nextFloat(-1, 1);
    }
    return parameters;
  }

  /** One cell in four is missing, but for vectors; one text in four was never seen. */
  private Map<String, @Nullable Object> row() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("label", random.nextInt(4) == 0 ? null : random.nextDouble(0, 100));
    row.put("Cast/4", text("Bern", "Zürich", "Åre"));
    row.put("pixels", IntStream.range(0, 5).mapToObj(i -> random.nextInt(256)).toList());
    row.put("floors", text("1", "2.5", "2.50"));
    row.put("value", random.nextInt(4) == 0 ? null : 1.7e9 + random.nextInt(-20, 20));
    row.put("always missing", random.nextBoolean() ? null : "something");
    return row;
  }

  private @Nullable String text(String... known) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> "Atlantis";
      default -> known[random.nextInt(known.length)];
    };
  }
}
