package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.plan.ColumnSplit;
import io.tributary.engine.preprocessing.Examples;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingApplier;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partition's columns, as the agent sees them, are the same numbers at their places. */
class ColumnPickerTest {
  private static final Table TABLE =
      new Table(
          List.of(
              new Column.Bytes("pixels", 4, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
              new Column.Numeric("size", new double[] {0.5, -2}),
              new Column.Categorical("town", new int[] {1, 0}, List.of("a", "b")),
              new Column.Numeric("y", new double[] {10, 20})));
  private static final Preprocessing WHOLE =
      new Preprocessing(
          List.of(
              new FeatureTransform.ScaleBytes("pixels", 4),
              new FeatureTransform.Standardize("size", 0, 1, 2),
              new FeatureTransform.OneHot("town", List.of("a", "b"))),
          new TargetTransform.Number("y", 0, 1));

  @Test
  void everyPartitionHasItsInputsOfAllRows() {
    Examples all = new PreprocessingApplier(WHOLE).examples(TABLE);
    ColumnSplit chosen =
        ColumnSplit.named(WHOLE, List.of(List.of("town", "pixels"), List.of("size")));
    for (ColumnSplit split : List.of(ColumnSplit.balanced(WHOLE, 3), chosen)) {
      for (ColumnSplit.Group group : split.groups()) {
        Table picked = ColumnPicker.pick(TABLE, group, List.of("y"));
        Examples part = new PreprocessingApplier(group.of(WHOLE)).examples(picked);
        int[] places = group.places(WHOLE);
        assertThat(part.inputs()).isEqualTo(places.length);
        assertThat(part.targets()).isEqualTo(all.targets());
        for (int row = 0; row < 2; row++) {
          for (int i = 0; i < places.length; i++) {
            assertThat(part.features()[row * places.length + i])
                .isEqualTo(all.features()[row * all.inputs() + places[i]]);
          }
        }
      }
    }
  }
}
