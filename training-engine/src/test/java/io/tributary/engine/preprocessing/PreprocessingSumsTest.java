package io.tributary.engine.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.EdgeFiles;
import io.tributary.engine.plan.Task;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.RowPicker;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A preprocessing of sums of several places, beside one that saw all rows itself. */
class PreprocessingSumsTest {
  private static final int ROWS = 600;
  private static final List<String> FEATURES = List.of("size", "colour", "seen", "pixels");
  private static final EdgeFiles FILES = new EdgeFiles(List.of("a", "b", "c"), 0.2, 1);

  private static Table table(boolean textLabel) {
    Random random = new Random(5);
    double[] size = new double[ROWS];
    int[] colour = new int[ROWS];
    long[] seen = new long[ROWS];
    double[] weight = new double[ROWS];
    double[] number = new double[ROWS];
    int[] text = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      size[row] = random.nextInt(10) == 0 ? Double.NaN : 1e6 + random.nextGaussian();
      colour[row] = random.nextInt(8) - 1;
      seen[row] =
          random.nextInt(20) == 0 ? TimePattern.NONE : random.nextLong(1_700_000_000) * 1_000_000;
      weight[row] = 1 + random.nextInt(3);
      number[row] = random.nextInt(3);
      text[row] = random.nextInt(2);
    }
    List<String> colours = List.of("red", "green", "blue", "black", "white", "grey", "pink");
    return new Table(
        List.of(
            new Column.Numeric("size", size),
            new Column.Categorical("colour", colour, colours),
            new Column.Instants("seen", TimePattern.values()[0], seen),
            new Column.Bytes("pixels", 2, new byte[2 * ROWS]),
            new Column.Numeric("weight", weight),
            textLabel
                ? new Column.Categorical("label", text, List.of("no", "yes"))
                : new Column.Numeric("label", number)));
  }

  private static FitRequest request(Task task) {
    return new FitRequest(
        task, FEATURES, "label", "weight", 0, Scaling.STANDARDIZE, Scaling.STANDARDIZE, FILES);
  }

  /** Three places of very unequal size, the first of which knows only some of the rows' kinds. */
  private static List<Table> places(Table all) {
    return List.of(
        RowPicker.pick(all, IntStream.range(0, 30).toArray()),
        RowPicker.pick(all, IntStream.range(30, 500).toArray()),
        RowPicker.pick(all, IntStream.range(500, ROWS).toArray()));
  }

  private static PreprocessingFitter joined(FitRequest request, Table all) {
    PreprocessingFitter joined = request.fitter();
    for (Table place : places(all)) {
      PreprocessingFitter there = FitRequest.fromJson(request.toJson()).fitter();
      there.accept(place);
      joined.add(PreprocessingSums.fromJson(there.sums().toJson()));
    }
    return joined;
  }

  private static double mean(@Nullable RowWeight weight) {
    return Objects.requireNonNull(weight).mean();
  }

  private static void assertAlike(Task task, boolean textLabel) {
    Table all = table(textLabel);
    FitRequest request = request(task);
    PreprocessingFitter whole = request.fitter();
    whole.accept(all);
    PreprocessingFitter joined = joined(request, all);
    Preprocessing expected = whole.fit();
    Preprocessing actual = joined.fit();
    assertThat(joined.classRows()).isEqualTo(whole.classRows());
    assertThat(actual.features().get(1)).isEqualTo(expected.features().get(1));
    assertThat(actual.features().get(3)).isEqualTo(expected.features().get(3));
    FeatureTransform.Standardize one =
        (FeatureTransform.Standardize) expected.features().getFirst();
    FeatureTransform.Standardize other =
        (FeatureTransform.Standardize) actual.features().getFirst();
    assertThat(other.mean()).isCloseTo(one.mean(), within(1e-8));
    assertThat(other.scale()).isCloseTo(one.scale(), within(1e-8));
    FeatureTransform.DateParts years = (FeatureTransform.DateParts) expected.features().get(2);
    FeatureTransform.DateParts joinedYears = (FeatureTransform.DateParts) actual.features().get(2);
    assertThat(joinedYears.mean()).isCloseTo(years.mean(), within(1e-9));
    assertThat(joinedYears.scale()).isCloseTo(years.scale(), within(1e-9));
    assertThat(mean(actual.weight())).isCloseTo(mean(expected.weight()), within(1e-12));
    if (expected.target() instanceof TargetTransform.Number number) {
      TargetTransform.Number target = (TargetTransform.Number) actual.target();
      assertThat(target.mean()).isCloseTo(number.mean(), within(1e-12));
      assertThat(target.scale()).isCloseTo(number.scale(), within(1e-12));
    } else {
      assertThat(actual.target()).isEqualTo(expected.target());
    }
  }

  @Test
  void sumsOfPlacesGiveThePreprocessingOfAllRows() {
    assertAlike(Task.CLASSIFICATION, true);
    assertAlike(Task.CLASSIFICATION, false);
    assertAlike(Task.REGRESSION, false);
  }

  @Test
  void aPlaceWithoutAnyValueChangesNoMean() {
    Moments moments = new Moments();
    moments.add(3);
    Moments nothing = new Moments();
    nothing.add(Double.NaN);
    moments.add(nothing.sums());
    assertThat(moments.mean()).isEqualTo(3);
    nothing.add(moments.sums());
    assertThat(nothing.mean()).isEqualTo(3);
  }

  private static PreprocessingSums sums(Table table) {
    PreprocessingFitter fitter = request(Task.CLASSIFICATION).fitter();
    fitter.accept(table);
    return fitter.sums();
  }

  @Test
  void aTextOfFewRowsIsNotTold() {
    Table all = table(true);
    int[] colours = ((Column.Categorical) all.column("colour")).codes().clone();
    for (int row = 0; row < ROWS; row++) {
      colours[row] = row < 4 ? 6 : 0;
    }
    List<Column> columns = new ArrayList<>(all.columns());
    columns.set(
        1,
        new Column.Categorical(
            "colour", colours, List.of("red", "b", "c", "d", "e", "f", "Mrs Planted")));
    PreprocessingSums told = sums(new Table(columns)).withoutRare(5);
    assertThat(told.toJson()).contains("red").doesNotContain("Planted");
    assertThat(sums(new Table(columns)).withoutRare(4).toJson()).contains("Mrs Planted");
  }

  @Test
  void aClassOfFewRowsIsRefusedAndNotNamed() {
    Table few = RowPicker.pick(table(true), IntStream.range(0, 40).toArray());
    assertThatThrownBy(() -> sums(few).withoutRare(39))
        .hasMessageContaining("the label label has classes (2)")
        .hasMessageNotContaining("yes");
    assertThatThrownBy(() -> sums(few).withoutRare(41)).hasMessageContaining("40 training rows");
  }

  @Test
  void sumsOfOtherColumnsAreRefused() {
    PreprocessingSums sums = sums(table(true));
    FitRequest other =
        new FitRequest(
            Task.CLASSIFICATION,
            List.of("size"),
            "label",
            "weight",
            0,
            Scaling.NONE,
            Scaling.NONE,
            FILES);
    assertThatThrownBy(() -> other.fitter().add(sums)).hasMessageContaining("wanted were [size]");
    PreprocessingFitter numbers = request(Task.REGRESSION).fitter();
    numbers.accept(table(false));
    assertThatThrownBy(() -> numbers.add(sums)).hasMessageContaining("another kind");
  }
}
