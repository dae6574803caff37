package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.ContractJson;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import io.tributary.platform.job.FakeDatasets;
import io.tributary.platform.job.JobRecord;
import io.tributary.platform.job.JobState;
import io.tributary.platform.problem.PlatformException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the words of a spec to the rows, with the columns that decide. */
class RowPlannerTest {
  private static final int ROWS = 60;

  private final FakeDatasets datasets = new FakeDatasets();

  RowPlannerTest() {
    datasets
        .with("visits", ROWS)
        .column("kind", "categorical", 3)
        .column("who", "numeric", 12)
        .column("day", "datetime", ROWS)
        .rows(
            new Column.Categorical(
                "kind",
                IntStream.range(0, ROWS).map(row -> row % 3).toArray(),
                List.of("a", "b", "c")),
            new Column.Numeric(
                "who", IntStream.range(0, ROWS).mapToDouble(row -> row % 12).toArray()),
            new Column.Instants(
                "day",
                TimePattern.ISO,
                IntStream.range(0, ROWS).mapToLong(row -> 1_000_000L * (ROWS - row)).toArray()));
  }

  @Test
  void theLastDaysAreHeldOut() {
    // The first rows have the latest days.
    RowPlan plan = plan("{\"type\": \"time\", \"column\": \"day\", \"share\": 0.1}", "null", 2);
    assertThat(plan.selectHoldout(0, ROWS)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aFifthOfEachKindIsHeldOut() {
    RowPlan plan =
        plan("{\"type\": \"stratified\", \"column\": \"kind\", \"share\": 0.2}", "null", 2);
    int[] held = plan.selectHoldout(0, ROWS);
    for (int kind = 0; kind < 3; kind++) {
      int of = kind;
      assertThat(Arrays.stream(held).filter(row -> row % 3 == of)).hasSize(4);
    }
  }

  /** What is recommended to somebody leaves out what they have: it has to be at hand. */
  @Test
  void rowsOfTheHoldoutAreWhereTheOthersOfTheirPersonAre() {
    RowPlan plan =
        plan(
            "{\"type\": \"random\", \"share\": 0.4}",
            "{\"type\": \"key\", \"column\": \"who\"}",
            3);
    assertThat(plan.holdoutRows().stream().mapToInt(Integer::intValue).sum()).isEqualTo(24);
    for (int partition = 0; partition < 3; partition++) {
      List<Integer> trained = persons(plan.select(0, ROWS, partition, false));
      for (int other = 0; other < 3; other++) {
        if (other != partition) {
          assertThat(persons(plan.select(0, ROWS, other, true)))
              .doesNotContainAnyElementsOf(trained);
        }
      }
    }
  }

  private static List<Integer> persons(int[] rows) {
    return Arrays.stream(rows).map(row -> row % 12).distinct().boxed().toList();
  }

  @Test
  void personsAreHeldOutAsAWholeAndDealtOutAsAWhole() {
    RowPlan plan =
        plan(
            "{\"type\": \"group\", \"column\": \"who\", \"share\": 0.25}",
            "{\"type\": \"key\", \"column\": \"who\"}",
            3);
    assertThat(Arrays.stream(plan.selectHoldout(0, ROWS)).map(row -> row % 12).distinct())
        .hasSize(3);
    assertThat(plan.trainRows()).containsExactly(15, 15, 15);
    for (int partition = 0; partition < 3; partition++) {
      assertThat(
              Arrays.stream(plan.select(0, ROWS, partition, false)).map(row -> row % 12).distinct())
          .hasSize(3);
    }
  }

  @Test
  void foldsHaveTheirShareOfEachKind() {
    RowPlan plan = plan("{\"type\": \"fold\", \"folds\": 4, \"fold\": 3}", "null", 2);
    assertThat(Arrays.stream(plan.selectHoldout(0, ROWS)).filter(row -> row % 3 == 0)).hasSize(5);
    assertThat(plan.selectHoldout(0, ROWS)).hasSize(15);
  }

  @Test
  void daysLabelsAndSkewDecideAboutPartitions() {
    RowPlan days = plan("0", "{\"type\": \"time\", \"column\": \"day\"}", 3);
    assertThat(days.select(0, ROWS, 2, false)).isEqualTo(IntStream.range(0, 20).toArray());
    RowPlan kinds = plan("0", "{\"type\": \"stratified\", \"column\": \"kind\"}", 5);
    assertThat(kinds.trainRows()).containsOnly(12);
    RowPlan skewed =
        plan("0", "{\"type\": \"label-skew\", \"column\": \"kind\", \"alpha\": 0.05}", 4);
    assertThat(skewed.allTrainRows()).isEqualTo(ROWS);
    assertThat(skewed.trainRows()).isNotEqualTo(plan("0", "null", 4).trainRows());
  }

  @Test
  void aPartitionWithoutRowsIsRefused() {
    assertThatThrownBy(
            () ->
                plan(
                    "{\"type\": \"group\", \"column\": \"kind\", \"share\": 0.7}",
                    "{\"type\": \"key\", \"column\": \"kind\"}",
                    2))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Partition 1 of 2 would have no row");
  }

  @Test
  void aClassThatOnlyTheHoldoutHasIsRefused() {
    Preprocessing fitted =
        new Preprocessing(List.of(), new TargetTransform.Classes("kind", List.of("a", "b")));
    HeldClasses held = new HeldClasses(Task.CLASSIFICATION, "kind");
    held.accept(table(0, 1));
    held.requireKnown(fitted);
    held.accept(table(2));
    assertThatThrownBy(() -> held.requireKnown(fitted))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class \"c\"");
  }

  private static Table table(int... codes) {
    return new Table(List.of(new Column.Categorical("kind", codes, List.of("a", "b", "c"))));
  }

  private RowPlan plan(String holdout, String rows, int partitions) {
    JobSpec spec =
        ContractJson.json()
            .readValue(
                """
                {"label": "kind", "task": "classification", "features": ["who"],
                 "model": {"type": "linear"},
                 "training": {"partitions": %d, "partitioning": "horizontal", "seed": 7, "rows": %s},
                 "evaluation": {"holdout": %s}}
                """
                    .formatted(partitions, rows, holdout),
                JobSpec.class);
    JobRecord job =
        new JobRecord(
            new JobId(new UUID(1, 2)),
            "visits",
            spec,
            "id-of-visits",
            JobState.STARTING,
            null,
            0,
            Instant.EPOCH,
            null,
            null);
    PlanRequest request = PlanRequest.of(job, datasets.byId("id-of-visits").orElseThrow());
    return new RowPlanner(datasets, request, ROWS).plan();
  }
}
