package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.RowsSpec;
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

/** Specs of recommendations from ratings and from choices. */
class RecommendationSpecTest {
  private static final String RATINGS =
      "label: rating, model: {type: matrix-factorization, user: userId, item: film}";
  private static final String CHOICES =
      "model: {type: matrix-factorization, user: userId, item: film, loss: pairwise}";

  private final FakeDatasets datasets = new FakeDatasets();
  private final JobSpecReader reader = new JobSpecReader(datasets, 8L << 30);

  RecommendationSpecTest() {
    datasets
        .with("films", 10_000)
        .column("userId", "numeric", 600)
        .column("film", "categorical", 900)
        .column("when", "datetime", 5_000)
        .column("country", "categorical", 1)
        .column("rating", "numeric", "label", 10);
    datasets
        .with("crowd", 900_000)
        .column("userId", "numeric", 100_001)
        .column("film", "categorical", 900)
        .column("rating", "numeric", "label", 10);
  }

  private List<Violation> violations(String yaml) {
    return reader
        .read(SpecDocument.parse("{dataset: films, %s}".formatted(yaml), Notation.YAML))
        .violations()
        .all();
  }

  private JobSpec valid(String yaml) {
    JobSpecReader.Reading reading =
        reader.read(SpecDocument.parse("{dataset: films, %s}".formatted(yaml), Notation.YAML));
    assertThat(reading.violations().all()).isEmpty();
    return reading.spec();
  }

  @Test
  void ratingsAreTheColumnWithTheRoleLabel() {
    JobSpec spec = valid("model: {type: matrix-factorization, user: userId, item: film}");
    assertThat(spec.task()).isEqualTo("recommendation");
    assertThat(spec.label()).isEqualTo("rating");
    assertThat(spec.features()).containsExactly("userId", "film");
    assertThat(Objects.requireNonNull(spec.model()).loss()).isEqualTo("squared");
    assertThat(Objects.requireNonNull(spec.model()).factors()).isEqualTo(16);
    assertThat(Objects.requireNonNull(spec.model()).initial()).isEqualTo("random");
    assertThat(Objects.requireNonNull(spec.model()).negatives()).isNull();
    assertThat(Objects.requireNonNull(spec.training()).rows()).isNull();
  }

  @Test
  void choicesNeedNoLabelAndUsersStayTogether() {
    JobSpec spec = valid(CHOICES);
    assertThat(spec.label()).isNull();
    assertThat(Objects.requireNonNull(spec.model()).negatives()).isEqualTo(4);
    assertThat(Objects.requireNonNull(spec.training()).rows())
        .isEqualTo(new RowsSpec(RowsSpec.KEY, "userId", null));
    valid(CHOICES + ", training: {epochs: 3, rows: {type: key, column: userId}}");
    assertThat(Objects.requireNonNull(valid(CHOICES + ", training: {epochs: 3}").training()).rows())
        .isNotNull();
  }

  @Test
  void theTaskAloneSaysTheModel() {
    JobSpec spec = valid("task: recommendation, model: {user: userId, item: film}");
    assertThat(Objects.requireNonNull(spec.model()).type()).isEqualTo("matrix-factorization");
  }

  /** The complete spec is what a fork is made of. */
  @Test
  void aCompleteSpecIsCompleteAgain() {
    for (String yaml : List.of(RATINGS, CHOICES)) {
      JobSpec spec = valid(yaml);
      JobSpecReader.Reading again = reader.read(ContractJson.json().valueToTree(spec));
      assertThat(again.violations().all()).isEmpty();
      assertThat(again.spec()).isEqualTo(spec);
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("task: recommendation", "model.user", "missing", "userId"),
        Arguments.of(
            "model: {type: matrix-factorization, user: userId}", "model.item", "missing", "film"),
        Arguments.of(
            "model: {type: matrix-factorization, user: userID, item: film}",
            "model.user",
            "\"userID\", which is not a column of films",
            "userId"),
        Arguments.of(
            "model: {type: matrix-factorization, user: userId, item: userId}",
            "model.item",
            "which is the user too",
            "two columns"),
        Arguments.of(
            "model: {type: matrix-factorization, user: when, item: film}",
            "model.user",
            "a datetime column",
            "one number or one text"),
        Arguments.of(
            "model: {type: matrix-factorization, user: country, item: film}",
            "model.user",
            "has 1 distinct values; 2 to 100000",
            "tells rows apart"),
        Arguments.of(
            RATINGS + ", ignore: [film]", "model.item", "which is ignored", "another column"),
        Arguments.of(
            "model: {type: matrix-factorization, user: userId, item: rating}, label: rating",
            "model.item",
            "which is the label",
            "another column"),
        Arguments.of(
            RATINGS + ", features: [userId, film, country]",
            "features",
            "looks at the user and the item only",
            "factorization-machine"),
        Arguments.of(
            "label: film, model: {type: matrix-factorization, user: userId, item: country}",
            "label",
            "a categorical column; recommendation learns numbers",
            "numeric column"),
        Arguments.of(CHOICES + ", label: rating", "label", "is pairwise", "loss: squared"),
        Arguments.of(
            CHOICES + ", training: {rows: {type: random}}",
            "training.rows",
            "have to be in one partition",
            "column: userId"),
        Arguments.of(
            CHOICES + ", evaluation: {earlyStopping: {metric: rmse}}",
            "evaluation.earlyStopping.metric",
            "recommendation with loss pairwise has not",
            "recallAt10"),
        Arguments.of(
            RATINGS.replace("film}", "film, negatives: 3}"),
            "model.negatives",
            "only for loss pairwise, but the loss is squared",
            "loss: pairwise"),
        Arguments.of(
            RATINGS.replace("film}", "film, loss: hinge}"),
            "model.loss",
            "is hinge, which learns classes",
            "squared, huber, poisson"),
        Arguments.of(
            RATINGS.replace("film}", "film, initial: zeros}"), "model.initial", "alike", "random"),
        Arguments.of(
            RATINGS.replace("film}", "film, hidden: [3]}"), "model.hidden", "mlp", "leave hidden"),
        Arguments.of(
            RATINGS + ", task: regression", "model.type", "but task is regression", "another task"),
        Arguments.of(
            "task: recommendation, label: rating, model: {type: linear}",
            "model.type",
            "is linear, but task is recommendation",
            "matrix-factorization"),
        Arguments.of(
            "label: rating, model: {type: linear, user: userId}",
            "model.user",
            "only for type matrix-factorization",
            "Leave it out"),
        Arguments.of(
            "label: rating, model: {type: linear, loss: pairwise}",
            "model.loss",
            "which learns what users choose, but the task is",
            "another task"),
        Arguments.of(
            RATINGS + ", training: {partitioning: vertical}",
            "model.type",
            "pair of columns",
            "horizontal"),
        Arguments.of(
            RATINGS + ", training: {semiSupervised: {}}",
            "training.semiSupervised",
            "the task is recommendation",
            "Leave it out"),
        Arguments.of(
            RATINGS + ", optimizer: {type: giant}",
            "optimizer.type",
            "giant",
            "model type linear"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsFieldItsValueAndAdvice(
      String yaml, String field, String message, String advice) {
    assertThat(violations(yaml))
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).contains(advice);
            });
  }

  @Test
  void tooManyUsersAreRefused() {
    assertThat(
            reader
                .read(SpecDocument.parse("{dataset: crowd, %s}".formatted(RATINGS), Notation.YAML))
                .violations()
                .all())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("model.user");
              assertThat(violation.message()).contains("100001 distinct values; 2 to 100000");
            });
  }
}
