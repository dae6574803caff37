package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.platform.job.FakeDatasets;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs of autoencoders. */
class AutoencoderSpecTest {
  private static final String CODER = "model: {type: autoencoder, code: 2}";

  private final FakeDatasets datasets = new FakeDatasets();
  private final JobSpecReader reader = new JobSpecReader(datasets, 8L << 30);

  AutoencoderSpecTest() {
    datasets
        .with("houses", 100)
        .column("rooms", "numeric", 50)
        .column("town", "categorical", 7)
        .column("price", "numeric", "label", 90);
    datasets.with("words", 9_000).column("word", "categorical", 3_000);
  }

  private JobSpecReader.Reading read(String yaml) {
    return reader.read(SpecDocument.parse("{dataset: houses, %s}".formatted(yaml), Notation.YAML));
  }

  @Test
  void itIsAnEmbeddingOfAllFeaturesByGradients() {
    JobSpecReader.Reading reading =
        read(CODER + ", optimizer: {type: adam}, compression: {type: int8}");
    assertThat(reading.violations().all()).isEmpty();
    JobSpec spec = reading.spec();
    ModelSpec model = Objects.requireNonNull(spec.model());
    assertThat(spec.task()).isEqualTo("embedding");
    assertThat(spec.label()).isNull();
    assertThat(spec.features()).containsExactly("rooms", "town");
    assertThat(model.hidden()).isEmpty();
    assertThat(model.activation()).isEqualTo("relu");
    assertThat(model.initial()).isEqualTo("random");
    assertThat(model.loss()).isEqualTo("squared");
    JobSpecReader.Reading again = reader.read(ContractJson.json().valueToTree(spec));
    assertThat(again.violations().all()).isEmpty();
    assertThat(again.spec()).isEqualTo(spec);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("model: {type: autoencoder}", "model.code", "missing", "code: 16"),
        Arguments.of(CODER + ", label: price", "label", "embedding learns without", "Leave it out"),
        Arguments.of(CODER + ", weight: rooms", "weight", "counts every row alike", "Leave it out"),
        Arguments.of(CODER + ", task: clustering", "task", "is for embedding", "another model"),
        Arguments.of(
            "model: {type: autoencoder, code: 2, loss: huber}", "model.loss", "huber", "squared"),
        Arguments.of(
            "model: {type: autoencoder, code: 2, initial: zeros}",
            "model.initial",
            "alike",
            "random"),
        Arguments.of(
            "label: price, model: {type: linear, code: 2}",
            "model.code",
            "only for type autoencoder",
            "Leave it out"),
        Arguments.of(
            CODER + ", training: {classWeights: balanced}",
            "training.classWeights",
            "without labels",
            "Leave it out"),
        Arguments.of(
            CODER + ", training: {partitioning: vertical}",
            "model.type",
            "given back",
            "horizontal"),
        Arguments.of(
            CODER + ", training: {rows: {type: stratified}}",
            "training.rows.column",
            "where there is no label",
            "Name the column"),
        Arguments.of(
            CODER + ", evaluation: {earlyStopping: {metric: explainedVariance}}",
            "evaluation.earlyStopping.metric",
            "has not",
            "loss"),
        Arguments.of(
            "dataset: words, " + CODER, "model.type", "\"word\" becomes 3000 inputs", "ignore"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsFieldItsValueAndAdvice(
      String yaml, String field, String message, String advice) {
    String document = yaml.startsWith("dataset") ? yaml : "dataset: houses, " + yaml;
    assertThat(
            reader
                .read(SpecDocument.parse("{%s}".formatted(document), Notation.YAML))
                .violations()
                .all())
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).contains(advice);
            });
  }

  @Test
  void aModelThatIsTooLargeIsRefused() {
    assertThat(read("model: {type: autoencoder, code: 60000, hidden: [60000]}").violations().all())
        .extracting(v -> v.field())
        .isEqualTo(List.of("model.hidden"));
  }
}
