package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.client.problem.Violation;
import io.tributary.platform.job.FakeDatasets;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs of models that learn without labels. */
class UnsupervisedSpecTest {
  private static final String K_MEANS = "model: {type: k-means, clusters: 10}";
  private static final String PCA = "model: {type: pca, components: 20}";
  private static final String MIXTURE = "model: {type: gaussian-mixture, components: 3}";

  private final FakeDatasets datasets = new FakeDatasets();
  private final JobSpecReader reader = new JobSpecReader(datasets, 8L << 30);

  UnsupervisedSpecTest() {
    datasets.with("digits", 10_000).vector("pixels", 784).column("label", "categorical", 10);
    datasets
        .with("houses", 100)
        .column("rooms", "numeric", 50)
        .column("town", "categorical", 7)
        .column("price", "numeric", "label", 90);
  }

  private JobSpecReader.Reading read(String yaml) {
    return reader.read(SpecDocument.parse(yaml, Notation.YAML));
  }

  private JobSpec valid(String yaml) {
    JobSpecReader.Reading reading = read(yaml);
    assertThat(reading.violations().all()).isEmpty();
    return reading.spec();
  }

  private static String onHouses(String more) {
    return "{dataset: houses, %s}".formatted(more);
  }

  @Test
  void theModelSaysTheTaskAndEverythingElseHasADefault() {
    JobSpec spec = valid(onHouses(K_MEANS));
    assertThat(spec.task()).isEqualTo("clustering");
    assertThat(spec.label()).isNull();
    assertThat(spec.features()).containsExactly("rooms", "town");
    assertThat(spec.training()).isNotNull();
    assertThat(Objects.requireNonNull(spec.training()).batchSize()).isEqualTo(80);
    assertThat(Objects.requireNonNull(spec.training()).epochs()).isEqualTo(20);
    assertThat(Objects.requireNonNull(spec.model()).bias()).isNull();
  }

  @Test
  void howComponentsAreFoundFollowsFromTheInputs() {
    JobSpec few = valid(onHouses("model: {type: pca, components: 2}"));
    assertThat(Objects.requireNonNull(few.model()).solver()).isEqualTo("covariance");
    assertThat(Objects.requireNonNull(few.training()).epochs()).isEqualTo(1);
    JobSpec many = valid("{dataset: digits, ignore: [label], %s}".formatted(PCA));
    assertThat(Objects.requireNonNull(many.model()).solver()).isEqualTo("iterations");
    assertThat(Objects.requireNonNull(many.training()).epochs()).isEqualTo(8);
  }

  @Test
  void aMixtureIsDiagonalUnlessItIsSaid() {
    JobSpec spec = valid(onHouses(MIXTURE));
    assertThat(Objects.requireNonNull(spec.model()).covariance()).isEqualTo("diagonal");
    assertThat(Objects.requireNonNull(spec.model()).varianceFloor()).isEqualTo(1e-6);
    assertThat(spec.task()).isEqualTo("clustering");
  }

  @Test
  void aTaskAloneChoosesItsPlainestModel() {
    JobSpec spec = valid(onHouses("task: embedding, model: {components: 2}"));
    assertThat(Objects.requireNonNull(spec.model()).type()).isEqualTo("pca");
  }

  /** The complete spec is what a fork is made of. */
  @Test
  void aCompleteSpecIsCompleteAgain() {
    for (String model : List.of(K_MEANS, "model: {type: pca, components: 2}", MIXTURE)) {
      JobSpec spec = valid(onHouses(model));
      JobSpecReader.Reading again = reader.read(ContractJson.json().valueToTree(spec));
      assertThat(again.violations().all()).isEmpty();
      assertThat(again.spec()).isEqualTo(spec);
    }
  }

  @Test
  void miniBatchesAreForKMeans() {
    JobSpec spec = valid(onHouses(K_MEANS + ", training: {batchSize: 32}"));
    assertThat(Objects.requireNonNull(spec.training()).batchSize()).isEqualTo(32);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("model: {type: k-means}", "model.clusters", "missing", "clusters: 8"),
        Arguments.of("task: clustering", "model.clusters", "missing", "clusters: 8"),
        Arguments.of("model: {type: pca}", "model.components", "missing", "components: 2"),
        Arguments.of("model: {type: k-means, clusters: 0}", "model.clusters", "is 0", "from 1 to"),
        Arguments.of(
            "model: {type: k-means, clusters: 81}",
            "model.clusters",
            "is 81, which is more than the 80 training rows",
            "at most 80"),
        Arguments.of(
            "model: {type: gaussian-mixture, components: 99}",
            "model.components",
            "more than the 80 training rows",
            "at most 80"),
        Arguments.of(
            "model: {type: pca, components: 9}",
            "model.components",
            "is 9, but the features become only 8 inputs",
            "at most 8"),
        Arguments.of(
            "model: {type: pca, components: 257}",
            "model.components",
            "at most 256",
            "at most 256"),
        Arguments.of(K_MEANS + ", label: price", "label", "learns without labels", "Leave it out"),
        Arguments.of(
            K_MEANS + ", task: regression", "task", "is regression, but model.type", "Leave"),
        Arguments.of(
            K_MEANS + ", task: embedding", "task", "which is for clustering", "another model"),
        Arguments.of(
            "task: clustering, model: {type: linear}",
            "model.type",
            "is linear, which learns from labels",
            "k-means, gaussian-mixture"),
        Arguments.of(
            "model: {type: linear, clusters: 3}",
            "model.clusters",
            "only for type k-means, but the type is linear",
            "type: k-means"),
        Arguments.of(
            "model: {type: k-means, clusters: 3, components: 3}",
            "model.components",
            "only for type gaussian-mixture or pca",
            "Leave it out"),
        Arguments.of(
            "model: {type: k-means, clusters: 3, hidden: [4]}",
            "model.hidden",
            "only for type mlp",
            "Leave it out"),
        Arguments.of(
            "model: {type: k-means, clusters: 3, filters: [4]}",
            "model.filters",
            "only for type cnn",
            "Leave it out"),
        Arguments.of(
            "model: {type: k-means, clusters: 3, initial: zeros}",
            "model.initial",
            "only for type linear or mlp or cnn or factorization-machine or matrix-factorization or autoencoder",
            "Leave it out"),
        Arguments.of(
            "model: {type: k-means, clusters: 3, loss: huber}",
            "model.loss",
            "only for type linear or mlp or cnn or factorization-machine or matrix-factorization or autoencoder",
            "Leave it out"),
        Arguments.of(
            K_MEANS + ", training: {classWeights: balanced}",
            "training.classWeights",
            "k-means learns without labels",
            "Leave it out"),
        Arguments.of(
            K_MEANS + ", optimizer: {type: adam}",
            "optimizer",
            "k-means follows no gradient",
            "Leave it out"),
        Arguments.of(
            PCA + ", optimizer: {learningRate: 0.1}",
            "optimizer",
            "pca follows no gradient",
            "Leave it out"),
        Arguments.of(
            K_MEANS + ", strategy: {type: pipelined}",
            "strategy.type",
            "is pipelined, but each step of k-means",
            "synchronous"),
        Arguments.of(
            MIXTURE + ", compression: {type: int8}",
            "compression.type",
            "is int8, but gaussian-mixture sends statistics",
            "Write none"),
        Arguments.of(
            K_MEANS + ", training: {partitioning: vertical}",
            "training.partitioning",
            "k-means compares whole rows",
            "horizontal"),
        Arguments.of(
            K_MEANS + ", training: {accumulation: 2}",
            "training.accumulation",
            "no gradients to accumulate",
            "Leave it out"),
        Arguments.of(
            MIXTURE + ", training: {batchSize: 32}",
            "training.batchSize",
            "is 32, but each step of gaussian-mixture uses all 80 training rows",
            "write 80"),
        Arguments.of(
            "model: {type: pca, components: 2, solver: covariance}, training: {epochs: 3}",
            "training.epochs",
            "which finds the components in one pass",
            "iterations"),
        Arguments.of(
            K_MEANS + ", evaluation: {earlyStopping: {metric: accuracy}}",
            "evaluation.earlyStopping.metric",
            "\"accuracy\", which clustering has not",
            "inertia"),
        Arguments.of(
            "model: {type: gaussian-mixture, components: 2, varianceFloor: 0}",
            "model.varianceFloor",
            "is 0",
            "greater than 0"),
        Arguments.of(
            "model: {type: gaussian-mixture, components: 2, covariance: tied}",
            "model.covariance",
            "\"tied\"",
            "diagonal"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsFieldItsValueAndAdvice(
      String yaml, String field, String message, String advice) {
    List<Violation> violations = read(onHouses(yaml)).violations().all();
    assertThat(violations)
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).contains(advice);
            });
  }

  @Test
  void aCovarianceOfManyInputsIsRefused() {
    assertThat(
            read("{dataset: digits, ignore: [label], model: {type: pca, components: 2, solver:"
                    + " covariance}}")
                .violations()
                .all())
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo("model.solver");
              assertThat(violation.message()).contains("784 inputs; at most 512");
            });
  }

  @Test
  void aModelThatIsTooLargeIsRefused() {
    assertThat(
            read("{dataset: digits, ignore: [label], model: {type: gaussian-mixture, components:"
                    + " 400, covariance: full}}")
                .violations()
                .all())
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo("model.components");
              assertThat(violation.message()).contains("parameters; at most 100000000");
              assertThat(violation.advice()).contains("diagonal");
            });
  }
}
