package io.tributary.platform.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.Page;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.PromoteRequest;
import io.tributary.client.model.ModelChange;
import io.tributary.client.model.ModelView;
import io.tributary.client.model.PredictRequest;
import io.tributary.client.model.Predictions.Prediction;
import io.tributary.client.problem.Violation;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.RowWeight;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.state.TrainingState;
import io.tributary.engine.table.Table;
import io.tributary.platform.MovableClock;
import io.tributary.platform.TestPostgres;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.checkpoint.StoredState;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Audit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsTest {
  private static final TargetTransform PRICE = new TargetTransform.Number("price", 100, 10);
  private static final TargetTransform KIND =
      new TargetTransform.Classes("kind", List.of("flat", "house"));

  private final JsonMapper json = JsonMapper.builder().build();
  private final FakeJobs jobs = new FakeJobs();
  private final Map<Long, Checkpoint> saved = new HashMap<>();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final JobId job = new JobId(UUID.fromString("0b9d2f7e-0000-4000-8000-000000000001"));
  private final WrittenAudit audit = new WrittenAudit();
  private Preprocessing roles = new Preprocessing(List.of(), PRICE);
  private Models models;

  @BeforeEach
  void start() {
    JdbcClient database = JdbcClient.create(TestPostgres.migrated());
    models =
        new Models(
            jobs,
            new SavedCheckpoints(),
            (id, step) -> {},
            new ModelRows(database),
            new ModelViews(json),
            new ModelArchive(json),
            new OnnxFile(json),
            new Lineage(new OneDataset(), id -> Optional.of("Haswell")),
            audit,
            json,
            clock);
  }

  @Test
  void aRegressionPredictsInTheLabelsOwnUnit() {
    String model = promote(PRICE, 2, -1, 3, 0.5f);

    List<Prediction> predictions =
        models
            .predict(
                model,
                new PredictRequest(
                    List.of(
                        row("area", 70, "city", "Bern"),
                        row("area", "70", "city", "Oslo", "price", 1),
                        row("city", "Atlantis"))))
            .predictions();

    // area: (70 - 50) / 20 = 1; scores 2*1 + city + 0.5; price = score * 10 + 100.
    assertThat(predictions.get(0).value()).isCloseTo(115, within(1e-4));
    assertThat(predictions.get(1).value()).isCloseTo(155, within(1e-4));
    // Missing area is imputed as 60: 0.5; an unseen city has no share.
    assertThat(predictions.get(2).value()).isCloseTo(115, within(1e-4));
  }

  @Test
  void whatARowIsCalledComesBackAndItsWeightIsNotLookedAt() {
    roles = new Preprocessing(List.of(), PRICE, new RowWeight("count", 2), "parcel");
    String model = promote(PRICE, 2, -1, 3, 0.5f);

    List<Prediction> predictions =
        models
            .predict(
                model,
                new PredictRequest(
                    List.of(
                        row("area", 70, "parcel", "A 17", "count", "many"),
                        row("area", 70, "parcel", 12),
                        row("area", 70))))
            .predictions();

    assertThat(predictions).extracting(Prediction::id).containsExactly("A 17", 12, null);
    assertThat(predictions).extracting(Prediction::value).containsOnly(125.0);
  }

  @Test
  void aClassificationGivesTheLikeliestClassAndAllProbabilities() {
    String model = promote(KIND, 1, -1, 0, 0, 0, 0, 0, 0);

    Prediction prediction =
        models
            .predict(model, new PredictRequest(List.of(row("area", 90, "city", "Bern"))))
            .predictions()
            .getFirst();

    // Scores 2 and -2.
    double flat = 1 / (1 + Math.exp(-4));
    assertThat(prediction.label()).isEqualTo("flat");
    assertThat(prediction.probabilities()).containsOnlyKeys("flat", "house");
    Map<String, Double> probabilities = requireNonNull(prediction.probabilities());
    assertThat(probabilities.get("flat")).isCloseTo(flat, within(1e-6));
    assertThat(probabilities.get("house")).isCloseTo(1 - flat, within(1e-6));
  }

  @Test
  void rowsThatDoNotFitGetEveryViolation() {
    String model = promote(PRICE, 2, -1, 3, 0.5f);

    assertThatThrownBy(
            () ->
                models.predict(
                    model,
                    new PredictRequest(
                        List.of(
                            row("area", "large", "colour", "red"),
                            row("area", 1, "city", List.of())))))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::field)
                    .containsExactly("rows[0].colour", "rows[0].area", "rows[1].city"));
  }

  @Test
  void sparseColumnsTakeTheIndicesOfTheFile() {
    String model = promoteSparse();

    List<Prediction> predictions =
        models
            .predict(
                model,
                new PredictRequest(
                    List.of(
                        row("words", Map.of("17", 3, "16", 1.0)),
                        row("words", Map.of("18", 7, "2000000000", 1)),
                        row("words", Map.of()),
                        row("price", 3))))
            .predictions();

    // Weights 2 and -1 for indices 16 and 17, divisors 1 and 2, bias 0.5; price = score * 10 + 100.
    assertThat(predictions.get(0).value()).isCloseTo(110, within(1e-4));
    // What training did not know counts for nothing, and so does a column that is not there.
    assertThat(predictions.get(1).value()).isCloseTo(105, within(1e-4));
    assertThat(predictions.get(2).value()).isCloseTo(105, within(1e-4));
    assertThat(predictions.get(3).value()).isCloseTo(105, within(1e-4));
    assertThat(models.get(model).inputs())
        .containsExactly(new ModelView.InputColumn("words", "sparse", 2, List.of()));
  }

  @Test
  void sparseCellsThatAreNoneGetEveryViolation() {
    String model = promoteSparse();

    assertThatThrownBy(
            () ->
                models.predict(
                    model,
                    new PredictRequest(
                        List.of(
                            row("words", List.of(1, 2)),
                            row("words", Map.of("15", 1)),
                            row("words", Map.of("017", 1)),
                            row("words", Map.of("17", "many"))))))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.violations())
                    .extracting(Violation::field)
                    .containsExactly(
                        "rows[0].words",
                        "rows[1].words.15",
                        "rows[2].words.017",
                        "rows[3].words.17"));
  }

  /** Indices 16 and 17, the second divided by 2. */
  private String promoteSparse() {
    ByteBuffer divisors = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    divisors.putFloat(1).putFloat(2);
    FeatureTransform words =
        new FeatureTransform.ScaleSparse(
            "words", 16, 2, Base64.getEncoder().encodeToString(divisors.array()));
    return promote(plan(PRICE, List.of(words)), 2, -1, 0.5f);
  }

  @Test
  void noRowsAreRefused() {
    String model = promote(PRICE, 2, -1, 3, 0.5f);

    assertThatThrownBy(() -> models.predict(model, new PredictRequest(List.of())))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void eachPromotionToANameIsItsNextVersion() {
    String first = promote(PRICE, 2, -1, 3, 0.5f);
    String second = promote(PRICE, 2, -1, 3, 0.5f);

    assertThat(models.get(first).version()).isEqualTo(1);
    assertThat(models.get(second).version()).isEqualTo(2);
    assertThat(models.get(second).createdBy()).isEqualTo("ada");
    assertThat(models.get(second).provenance()).containsEntry("datasetId", "dataset-1");
    assertThat(models.get(second).inputs())
        .extracting(ModelView.InputColumn::name)
        .containsExactly("area", "city");
  }

  @Test
  void theListIsPagedNewestFirst() {
    for (int i = 0; i < 5; i++) {
      promote(PRICE, 2, -1, 3, 0.5f);
      clock.advance(Duration.ofSeconds(1));
    }

    Page<ModelView> first = models.list(null, null, null, 3);
    Page<ModelView> second = models.list(null, null, first.nextCursor(), 3);

    assertThat(first.items()).extracting(ModelView::version).containsExactly(5, 4, 3);
    assertThat(second.items()).extracting(ModelView::version).containsExactly(2, 1);
    assertThat(second.nextCursor()).isNull();
    assertThatThrownBy(() -> models.list(null, null, "made up", null))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void theNextVersionInProductionTakesThePlaceOfTheOneThere() {
    for (int i = 0; i < 3; i++) {
      promote(PRICE, 2, -1, 3, 0.5f);
    }
    models.change("homes@1", new ModelChange("production", null));
    audit.events.clear();

    models.change("homes@2", new ModelChange("production", "Better on flats."));

    assertThat(stages()).containsExactly("none", "production", "archived");
    assertThat(models.get("homes@2").notes()).isEqualTo("Better on flats.");
    assertThat(audit.events)
        .containsExactly(
            "model.stage homes@2 none -> production",
            "model.notes homes@2",
            "model.stage homes@1 production -> archived");

    models.promote(job.value(), "latest", new PromoteRequest("homes", "production"), "ada");
    assertThat(stages()).containsExactly("production", "none", "archived", "archived");
    models.change("homes@2", new ModelChange(null, "Retired."));
    assertThat(stages()).containsExactly("production", "none", "archived", "archived");
    models.change("homes@4", new ModelChange("production", null));
    assertThat(stages()).containsExactly("production", "none", "archived", "archived");
  }

  @Test
  void aReferenceIsAnIdANameAVersionOrAStage() {
    String first = promote(PRICE, 2, -1, 3, 0.5f);
    String second = promote(PRICE, 2, -1, 3, 0.5f);
    String third = promote(PRICE, 2, -1, 3, 0.5f);
    models.change(first, new ModelChange("production", null));
    models.change(third, new ModelChange("archived", null));

    assertThat(models.get(first).id()).isEqualTo(first);
    assertThat(models.get("homes").id()).isEqualTo(second);
    assertThat(models.get("homes@3").id()).isEqualTo(third);
    assertThat(models.get("homes@production").id()).isEqualTo(first);
    assertThat(models.predict("homes@production", new PredictRequest(List.of(row("area", 70)))))
        .isNotNull();
    for (String none :
        List.of("homes@4", "homes@staging", "homes@soon", "homes@", "@1", "flats", "a\0b")) {
      assertThatThrownBy(() -> models.get(none)).as(none).hasMessageContaining("no model");
    }
  }

  @Test
  void theListIsFilteredByNameAndStage() {
    String first = promote(PRICE, 2, -1, 3, 0.5f);
    promote(PRICE, 2, -1, 3, 0.5f);
    models.change(first, new ModelChange("staging", null));

    assertThat(models.list("homes", "staging", null, null).items())
        .extracting(ModelView::id)
        .containsExactly(first);
    assertThat(models.list("homes", null, null, 1).items()).hasSize(1);
    assertThat(models.list("flats", null, null, null).items()).isEmpty();
    assertThat(models.list("a\0b", null, null, null).items()).isEmpty();
    assertThatThrownBy(() -> models.list(null, "soon", null, null))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("no stage 'soon'");
  }

  @Test
  void aChangeThatIsNoneOrGoesNowhereIsRefused() {
    promote(PRICE, 2, -1, 3, 0.5f);

    for (ModelChange change :
        List.of(
            new ModelChange(null, null),
            new ModelChange("soon", null),
            new ModelChange(null, "x".repeat(10_001)),
            new ModelChange(null, "\0"))) {
      assertThatThrownBy(() -> models.change("homes", change))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.violations()).hasSize(1));
    }
    assertThat(models.get("homes").stage()).isEqualTo("none");
  }

  @Test
  void aModelSaysWhatItTakesToComputeItAgain() {
    String model = promote(PRICE, 2, -1, 3, 0.5f);

    assertThat(models.get(model).provenance())
        .containsEntry("dataset", "homes@1")
        .containsEntry("datasetDigest", "abc")
        .containsEntry("kernelType", "Haswell")
        .containsEntry("ledgerTopic", "tributary.job." + job + ".updates")
        .containsEntry("ledgerSteps", 10)
        .containsEntry("ledgerOffset", 20)
        .containsEntry("seed", 42)
        .containsKeys("codeVersion", "spec");
  }

  @Test
  void aDownloadIsTheSameBytesAndHoldsTheParameters() throws IOException {
    String model = promote(PRICE, 2, -1, 3, 0.5f);

    byte[] file = models.file(model, ModelFormat.NATIVE);
    clock.advance(Duration.ofDays(1));
    assertThat(models.file(model, ModelFormat.NATIVE)).isEqualTo(file);

    Map<String, byte[]> entries = entries(file);
    assertThat(entries).containsOnlyKeys("model.json", "parameters.bin");
    byte[] parameters = requireNonNull(entries.get("parameters.bin"));
    JsonNode description = json.readTree(requireNonNull(entries.get("model.json")));
    assertThat(description.path("parametersDigest").asString())
        .isEqualTo(ParameterBytes.digest(parameters))
        .isEqualTo(models.get(model).parametersDigest());
    assertThat(ParameterBytes.read(parameters)).containsExactly(2, -1, 3, 0.5f);
    assertThat(description.at("/preprocessing/features/1/categories").size()).isEqualTo(2);
  }

  @Test
  void aCheckpointWhoseParametersChangedIsNotPromoted() {
    promote(PRICE, 2, -1, 3, 0.5f);
    Checkpoint good = requireNonNull(saved.get(10L));
    saved.put(10L, new Checkpoint(job, 10, 1, 20, "0".repeat(64), good.metrics(), good.state()));

    assertThatThrownBy(
            () -> models.promote(job.value(), "10", new PromoteRequest("homes", null), "ada"))
        .hasMessageContaining("digest");
  }

  @Test
  void aNameThatIsNoNameAndAnAbsentCheckpointAreRefused() {
    promote(PRICE, 2, -1, 3, 0.5f);

    assertThatThrownBy(
            () -> models.promote(job.value(), "latest", new PromoteRequest("<b>", "a\nb"), "ada"))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.violations()).hasSize(2));
    assertThatThrownBy(
            () -> models.promote(job.value(), "11", new PromoteRequest("homes", null), "ada"))
        .hasMessageContaining("no checkpoint 11");
    assertThatThrownBy(() -> models.get(UUID.randomUUID().toString()))
        .hasMessageContaining("no model");
  }

  /** Of all versions, newest first. */
  private List<String> stages() {
    return models.list("homes", null, null, null).items().stream()
        .sorted(Comparator.comparingInt(ModelView::version).reversed())
        .map(ModelView::stage)
        .toList();
  }

  private String promote(TargetTransform target, float... parameters) {
    return promote(plan(target), parameters);
  }

  private String promote(TrainingPlan plan, float... parameters) {
    jobs.plan(job, plan);
    saved.put(
        10L,
        new Checkpoint(
            job,
            10,
            1,
            20,
            ParameterBytes.digest(ParameterBytes.of(parameters)),
            Map.of("loss", 0.5),
            TrainingState.initial(parameters, plan).toBytes()));
    ModelView view =
        models.promote(job.value(), "latest", new PromoteRequest("homes", null), "ada");
    return view.id();
  }

  private TrainingPlan plan(TargetTransform target) {
    return plan(
        target,
        List.of(
            new FeatureTransform.Standardize("area", 60, 50, 20),
            new FeatureTransform.OneHot("city", List.of("Bern", "Oslo"))));
  }

  private TrainingPlan plan(TargetTransform target, List<FeatureTransform> features) {
    return new TrainingPlan(
        job,
        target.outputs() == 1 ? Task.REGRESSION : Task.CLASSIFICATION,
        new ModelDefinition.Linear(true, Initial.ZEROS),
        new OptimizerDefinition.Sgd(0.1f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(features, target, roles.weight(), roles.id()),
        new BatchPlan(List.of(10), 5, 1),
        42,
        1,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  private static Map<String, Object> row(Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }

  private static Map<String, byte[]> entries(byte[] file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Knows the data set of the test's job, by its id. */
  private static final class OneDataset implements Datasets {
    @Override
    public Optional<DatasetView> byId(String id) {
      return Optional.of(
          new DatasetView(
              id, "homes", 1, "csv", 10, 10, 0, 100, List.of(), "abc", Instant.EPOCH, "ada"));
    }

    @Override
    public Optional<DatasetView> find(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void scan(String id, List<String> columns, Consumer<Table> batches) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalDouble minimum(String id, String column) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalDouble maximum(String id, String column) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long missing(String id, String column) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<Integer, Set<AgentId>> holders(String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> frequent(String id, String column) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Long> distinct(String id) {
      throw new UnsupportedOperationException();
    }
  }

  /** The checkpoints that the test saved. */
  private final class SavedCheckpoints implements Checkpoints {
    @Override
    public Optional<StoredState> latestState(JobId job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredState> stateAt(JobId job, long step) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Checkpoint checkpoint) {
      saved.put(checkpoint.step(), checkpoint);
    }

    @Override
    public Optional<Checkpoint> latest(JobId id) {
      return saved.keySet().stream().max(Long::compare).map(saved::get);
    }

    @Override
    public Optional<Checkpoint> at(JobId id, long step) {
      return Optional.ofNullable(saved.get(step));
    }
  }

  /** What was recorded, one event a line. */
  private static final class WrittenAudit implements Audit {
    private final List<String> events = new ArrayList<>();

    @Override
    public void record(String action, String object, Outcome outcome) {
      events.add(action + " " + object);
    }

    @Override
    public void record(String actor, String action, String object, Outcome outcome) {
      throw new UnsupportedOperationException();
    }
  }
}
