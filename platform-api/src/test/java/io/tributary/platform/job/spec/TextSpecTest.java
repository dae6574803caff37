package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.PreprocessingSpec;
import io.tributary.client.job.JobSpec.TextSpec;
import io.tributary.client.problem.Violation;
import io.tributary.platform.job.FakeDatasets;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs of jobs that read texts word by word. */
class TextSpecTest {
  private static final String READ = "preprocessing: {text: {columns: [review]}}";

  private final FakeDatasets datasets = new FakeDatasets();
  private final JobSpecReader reader = new JobSpecReader(datasets, 8L << 30);

  TextSpecTest() {
    datasets
        .with("reviews", 300_000)
        .column("review", "text", 250_000)
        .column("shop", "categorical", 7)
        .column("stars", "numeric", 5)
        .column("good", "categorical", "label", 2);
  }

  private JobSpecReader.Reading read(String yaml) {
    return reader.read(SpecDocument.parse("{dataset: reviews, %s}".formatted(yaml), Notation.YAML));
  }

  @Test
  void aTextThatIsReadIsNoCategoryHoweverManyThereAre() {
    JobSpecReader.Reading reading = read(READ);
    assertThat(reading.violations().all()).isEmpty();
    JobSpec spec = reading.spec();
    assertThat(spec.features()).containsExactly("review", "shop", "stars");
    assertThat(spec.preprocessing())
        .isEqualTo(new PreprocessingSpec(true, new TextSpec(List.of("review"), 65_536, 1)));
    JobSpecReader.Reading again = reader.read(ContractJson.json().valueToTree(spec));
    assertThat(again.violations().all()).isEmpty();
    assertThat(again.spec()).isEqualTo(spec);
  }

  @Test
  void withoutThatAdviceSaysHow() {
    assertThat(read("name: plain").violations().all())
        .extracting(Violation::advice)
        .singleElement()
        .asString()
        .contains("ignore: [\"review\"]", "preprocessing: {text: {columns: [\"review\"]}}");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "preprocessing: {text: {features: 1024}}",
            "preprocessing.text.columns",
            "is missing",
            "Name columns"),
        Arguments.of(
            "preprocessing: {text: {columns: []}}",
            "preprocessing.text.columns",
            "is empty",
            "Name columns"),
        Arguments.of(
            "preprocessing: {text: {columns: [reviews]}}",
            "preprocessing.text.columns",
            "not a column of reviews",
            "review"),
        Arguments.of(
            "preprocessing: {text: {columns: [review, stars]}}",
            "preprocessing.text.columns",
            "\"stars\", a numeric column",
            "text or categorical"),
        Arguments.of(
            READ + ", ignore: [review]",
            "preprocessing.text.columns",
            "no feature of this job",
            "make it a feature"),
        Arguments.of(
            "preprocessing: {text: {columns: [review, review]}}",
            "preprocessing.text.columns",
            "twice",
            "once"),
        Arguments.of(
            "preprocessing: {text: {columns: [review], words: 4}}",
            "preprocessing.text.words",
            "is 4",
            "from 1 to 3"),
        Arguments.of(
            "preprocessing: {text: {columns: [review], features: 8}}",
            "preprocessing.text.features",
            "is 8",
            "from 16"),
        Arguments.of(
            READ + ", model: {type: k-means, clusters: 3}",
            "model.type",
            "\"review\" becomes 65536 inputs",
            "ignore"),
        Arguments.of(
            READ.replace("[review]", "[review], features: 4194304")
                + ", model: {type: mlp, hidden: [64]}",
            "model.hidden",
            "parameters; at most 100000000",
            "fewer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsFieldItsValueAndAdvice(
      String yaml, String field, String message, String advice) {
    assertThat(read(yaml).violations().all())
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).contains(advice);
            });
  }
}
