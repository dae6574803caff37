package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.dataset.EdgeFile;
import io.tributary.client.problem.Violation;
import io.tributary.platform.job.FakeDatasets;
import io.tributary.platform.job.spec.JobSpecReader.Reading;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Jobs over rows that stay at agents: nothing here may ask for a row. */
class EdgeRulesTest {
  private static final String JOB = "dataset: presses, label: failed, ";

  private final FakeDatasets datasets = new FakeDatasets();
  private final JobSpecReader reader = new JobSpecReader(datasets, 4L << 30);

  private static EdgeFile file(int partition, boolean statistics) {
    return new EdgeFile(partition, "press-" + partition, "d" + partition, 500, 0, statistics, true);
  }

  private Reading read(String yaml, boolean statistics) {
    datasets
        .with("presses", 1000)
        .column("pressure", "numeric", 900)
        .column("shift", "categorical", 3)
        .column("failed", "categorical", 2);
    datasets.atAgents("presses", file(0, true), file(1, statistics));
    datasets.told("presses", "failed", "no", "yes");
    return reader.read(new YAMLMapper().readTree("{" + yaml + "}"));
  }

  @Test
  void eachFileIsAPartition() {
    Reading reading = read(JOB + "model: {type: mlp, hidden: [8]}", true);
    assertThat(reading.violations().all()).isEmpty();
    assertThat(Objects.requireNonNull(reading.spec().training()).partitions()).isEqualTo(2);
  }

  @Test
  void classWeightsNameClassesThatAgentsTell() {
    assertThat(read(JOB + "training: {classWeights: {yes: 3}}", true).violations().all()).isEmpty();
    assertThat(read(JOB + "training: {classWeights: {maybe: 3}}", true).violations().all())
        .extracting(Violation::field)
        .containsExactly("training.classWeights.maybe");
  }

  @Test
  void agentsThatTellNoSumsAreNamed() {
    assertThat(read(JOB + "task: classification", false).violations().all())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("dataset");
              assertThat(violation.message()).contains("press-1").doesNotContain("press-0");
              assertThat(violation.advice()).contains("--share statistics");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training: {partitions: 3} | training.partitions | each of the 2 files",
        "training: {partitioning: vertical, partitions: 2} | training.partitioning | stay at agents",
        "training: {rows: {type: key, column: shift}} | training.rows | stay at agents",
        "training: {semiSupervised: {type: pseudo-label}} | training.semiSupervised | stay at agents",
        "evaluation: {holdout: {type: stratified}} | evaluation.holdout.type | stay at agents",
        "evaluation: {holdout: {type: fold, fold: 1}} | evaluation.holdout.type | stay at agents",
        "preprocessing: {text: {columns: [shift]}} | preprocessing.text | stay at agents"
      })
  void whatNeedsRowsIsRefused(String yaml, String field, String message) {
    assertThat(read(JOB + yaml, true).violations().all())
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({"k-means", "pca", "gaussian-mixture"})
  void modelsThatStartFromRowsAreRefused(String model) {
    assertThat(
            read("dataset: presses, model: {type: %s}".formatted(model), true).violations().all())
        .extracting(Violation::field)
        .contains("model.type");
  }
}
