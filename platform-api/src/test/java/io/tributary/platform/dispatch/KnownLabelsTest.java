package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownLabelsTest {
  private static final int ROWS = 200;
  private static final RowPlan PLAN = new RowPlan(ROWS, 0.25, 3, 7);

  /** Every tenth row has no label. */
  private static Table table(boolean numeric, int from, int rows) {
    int[] codes =
        IntStream.range(from, from + rows).map(row -> row % 10 == 0 ? -1 : row % 2).toArray();
    double[] numbers = Arrays.stream(codes).mapToDouble(c -> c < 0 ? Double.NaN : c).toArray();
    return new Table(
        List.of(
            new Column.Numeric("x", IntStream.range(from, from + rows).asDoubleStream().toArray()),
            numeric
                ? new Column.Numeric("y", numbers)
                : new Column.Categorical("y", codes, List.of("no", "yes"))));
  }

  private static boolean isMissing(Column column, int row) {
    return column instanceof Column.Numeric numeric
        ? Double.isNaN(numeric.values()[row])
        : ((Column.Categorical) column).codes()[row] < 0;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void labelsThatAreThereAreCountedAndStay(boolean numeric) {
    KnownLabels labels = new KnownLabels("y", PLAN, ROWS, 42, null);
    Table known = labels.of(table(numeric, 0, ROWS), 0);
    for (int row = 0; row < ROWS; row++) {
      assertThat(isMissing(known.column("y"), row)).isEqualTo(row % 10 == 0);
    }
    int[] training = PLAN.selectTraining(0, ROWS);
    assertThat(labels.labelled())
        .isEqualTo(Arrays.stream(training).filter(row -> row % 10 != 0).count());
    assertThat(labels.labelled() + labels.unlabelled()).isEqualTo(training.length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fewerMayBeKnownInTrainingHoweverTheTableIsCut(boolean numeric) {
    KnownLabels whole = new KnownLabels("y", PLAN, ROWS, 42, 30);
    Column all = whole.of(table(numeric, 0, ROWS), 0).column("y");
    KnownLabels pieces = new KnownLabels("y", PLAN, ROWS, 42, 30);
    List<Integer> training = Arrays.stream(PLAN.selectTraining(0, ROWS)).boxed().toList();
    int known = 0;
    for (int from = 0; from < ROWS; from += 40) {
      Column piece = pieces.of(table(numeric, from, 40), from).column("y");
      for (int row = from; row < from + 40; row++) {
        assertThat(isMissing(piece, row - from)).isEqualTo(isMissing(all, row));
        if (!training.contains(row)) {
          assertThat(isMissing(all, row)).as("a row of the holdout").isEqualTo(row % 10 == 0);
        } else if (!isMissing(all, row)) {
          known++;
        }
      }
    }
    assertThat(known).isBetween(20, 30);
    assertThat(whole.labelled()).isEqualTo(known).isEqualTo(pieces.labelled());
    assertThat(whole.unlabelled()).isEqualTo(training.size() - known);
  }
}
