package io.tributary.engine.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.engine.plan.Task;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.engine.table.TimePattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PreprocessingTest {
  private static final double MISSING = Double.NaN;

  @Example
  void numbersAreImputedWithTheirMeanAndStandardised() {
    Table table = table(numbers("x", 1, MISSING, 3), numbers("y", 0, 1, 0));

    Preprocessing fitted = fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, table);

    // The imputed column is 1, 2, 3: deviations -1, 0, 1 over three rows.
    double scale = Math.sqrt(2.0 / 3);
    assertThat(fitted.features())
        .containsExactly(new FeatureTransform.Standardize("x", 2, 2, scale));
    assertThat(new PreprocessingApplier(fitted).features(table))
        .containsExactly((float) (-1 / scale), 0, (float) (1 / scale));
  }

  @Example
  void withoutStandardisationNumbersStayAsTheyAre() {
    Table table = table(numbers("x", 10, MISSING, 30), numbers("y", 5, 6, 7));

    Preprocessing fitted = fit(Task.REGRESSION, Scaling.NONE, table);
    Examples examples = new PreprocessingApplier(fitted).examples(table);

    assertThat(examples.features()).containsExactly(10, 20, 30);
    assertThat(examples.targets()).containsExactly(5, 6, 7);
    assertThat(fitted.target()).isEqualTo(new TargetTransform.Number("y", 0, 1));
  }

  @Example
  void aConstantOrAbsentColumnHasScaleOne() {
    Table table = table(numbers("x", 4, 4), numbers("z", MISSING, MISSING), numbers("y", 1, 2));

    Preprocessing fitted = fit(List.of("x", "z"), Task.REGRESSION, Scaling.STANDARDIZE, table);

    assertThat(fitted.features())
        .containsExactly(
            new FeatureTransform.Standardize("x", 4, 4, 1),
            new FeatureTransform.Standardize("z", 0, 0, 1));
  }

  @Example
  void textsBecomeOneInputPerTextSeenInOrder() {
    Table first = table(texts("x", List.of("red", "unused"), 0, -1), numbers("y", 0, 1));
    Table second = table(texts("x", List.of("blue", "red"), 0, 1), numbers("y", 0, 1));
    Preprocessing fitted = fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, first, second);

    assertThat(fitted.features())
        .containsExactly(new FeatureTransform.OneHot("x", List.of("blue", "red")));
    Table rows =
        table(texts("x", List.of("green", "red", "blue"), 0, 1, 2, -1), numbers("y", 0, 0, 0, 0));
    assertThat(new PreprocessingApplier(fitted).features(rows))
        .containsExactly(0, 0, 0, 1, 1, 0, 0, 0);
  }

  @Example
  void bytesBecomeZeroToOneBesideOtherColumns() {
    Table table =
        table(
            new Column.Bytes("pixels", 2, new byte[] {0, 51, (byte) 255, (byte) 204}),
            numbers("x", -2, 2),
            numbers("y", 0, 1));
    Preprocessing fitted = fit(List.of("pixels", "x"), Task.CLASSIFICATION, Scaling.NONE, table);

    assertThat(fitted.inputs()).isEqualTo(3);
    assertThat(new PreprocessingApplier(fitted).features(table))
        .containsExactly(0, 0.2f, -2, 1, 0.8f, 2);
  }

  @Example
  void numericLabelsAreClassesInNumericOrderWithoutTrailingZeros() {
    Table table = table(numbers("x", 1, 2, 3, 4, 5), numbers("y", 10, 9, -0.0, 0.0, 2.50));

    Preprocessing fitted = fit(Task.CLASSIFICATION, Scaling.NONE, table);

    assertThat(fitted.target())
        .isEqualTo(new TargetTransform.Classes("y", List.of("0", "2.5", "9", "10")));
    assertThat(new PreprocessingApplier(fitted).examples(table).targets())
        .containsExactly(3, 2, 0, 0, 1);
  }

  @Example
  void timesAreAYearAndPointsOnCircles() {
    long newYear = TimePattern.ISO.micros("2024-01-01T00:00");
    long summer = TimePattern.ISO.micros("2026-07-02T18:00");
    Column.Instants when =
        new Column.Instants(
            "when", TimePattern.ISO, new long[] {newYear, TimePattern.NONE, summer});
    Table rows = table(when, numbers("y", 1, 2, 3));

    Preprocessing fitted = fit(List.of("when"), Task.REGRESSION, Scaling.STANDARDIZE, rows);
    float[] inputs = new PreprocessingApplier(fitted).features(rows);

    // Years 2024, the mean 2025 where missing, 2026: standard deviation sqrt(2 / 3).
    float year = (float) (1 / Math.sqrt(2 / 3.0));
    // A Monday; the first of everything lies at the top of each circle.
    assertThat(Arrays.copyOf(inputs, 9)).containsExactly(-year, 0, 1, 0, 1, 0, 1, 0, 1);
    assertThat(Arrays.copyOfRange(inputs, 9, 18)).containsOnly(0);
    // July is half round from January, the second 1/31 from the first, Thursday 3/7 from Monday.
    float[] last = Arrays.copyOfRange(inputs, 18, 27);
    double[] expected = {year, 0, -1, circle(1, 31, true), circle(1, 31, false)};
    double[] rest = {circle(3, 7, true), circle(3, 7, false), -1, 0};
    for (int i = 0; i < 9; i++) {
      assertThat((double) last[i]).isCloseTo(i < 5 ? expected[i] : rest[i - 5], within(1e-6));
    }
  }

  private static double circle(double value, double period, boolean sine) {
    double angle = 2 * Math.PI * value / period;
    return sine ? Math.sin(angle) : Math.cos(angle);
  }

  @Example
  void weightsAreSharesOfTheTrainingRowsMean() {
    Table rows = table(numbers("x", 1, 2, 3), numbers("y", 1, 2, 3), numbers("w", 0, 1, 5));
    PreprocessingFitter fitter = weighed();
    fitter.accept(rows);
    Preprocessing fitted = fitter.fit();

    assertThat(fitted.weight()).isEqualTo(new RowWeight("w", 2));
    assertThat(new PreprocessingApplier(fitted).examples(rows).weights())
        .containsExactly(0, 0.5f, 2.5f);
    for (double wrong : new double[] {-1, MISSING}) {
      Table row = table(numbers("x", 1), numbers("y", 1), numbers("w", wrong));
      assertThatThrownBy(() -> weighed().accept(row))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column w, row 0: the weight is");
      assertThatThrownBy(() -> new PreprocessingApplier(fitted).examples(row))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void textLabelsAreClassesInLexicographicOrder() {
    Table table = table(numbers("x", 1, 2, 3), texts("y", List.of("no", "yes", "maybe"), 1, 0, 1));

    Preprocessing fitted = fit(Task.CLASSIFICATION, Scaling.NONE, table);

    assertThat(fitted.target()).isEqualTo(new TargetTransform.Classes("y", List.of("no", "yes")));
    assertThat(new PreprocessingApplier(fitted).examples(table).targets()).containsExactly(1, 0, 1);
  }

  @Example
  void anUnseenLabelIsNamed() {
    Preprocessing fitted =
        fit(Task.CLASSIFICATION, Scaling.NONE, table(numbers("x", 1, 2), numbers("y", 1, 2)));
    Table rows = table(numbers("x", 1, 2), numbers("y", 1, 7));

    assertThatThrownBy(() -> new PreprocessingApplier(fitted).examples(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column y, row 1: the label 7 was not among the training rows");
  }

  @Example
  void aMissingLabelIsRefusedWhenFittingAndWhenApplying() {
    Table rows = table(numbers("x", 1, 2), numbers("y", 1, MISSING));
    Preprocessing fitted =
        fit(Task.REGRESSION, Scaling.NONE, table(numbers("x", 1), numbers("y", 1)));

    assertThatThrownBy(() -> fit(Task.REGRESSION, Scaling.NONE, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column y, row 1: the label is missing");
    assertThatThrownBy(() -> new PreprocessingApplier(fitted).examples(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column y, row 1: the label is missing");
  }

  @Example
  void aColumnOfAnotherKindIsRefused() {
    assertThatThrownBy(
            () ->
                fit(
                    Task.REGRESSION,
                    Scaling.NONE,
                    table(numbers("x", 1), texts("y", List.of("a"), 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column y holds texts a row, expected numbers");
  }

  @Example
  void predictionNeedsNoLabel() {
    Preprocessing fitted =
        fit(Task.CLASSIFICATION, Scaling.NONE, table(numbers("x", 1, 2), numbers("y", 1, 2)));

    assertThat(new PreprocessingApplier(fitted).features(table(numbers("x", 5))))
        .containsExactly(5);
    assertThatThrownBy(() -> new PreprocessingApplier(fitted).features(table(numbers("z", 5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rows have no column x");
  }

  @Example
  void noRowsCannotBeFittedTo() {
    assertThatThrownBy(() -> fit(Task.REGRESSION, Scaling.NONE, table(numbers("x"), numbers("y"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no training rows");
  }

  @Property(tries = 200)
  void cuttingTheRowsIntoBatchesDoesNotChangeABit(
      @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @IntRange(max = 50) int cut) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    int first = cut % (all.length - 1) + 1;
    double[] head = Arrays.copyOf(all, first);
    double[] tail = Arrays.copyOfRange(all, first, all.length);

    Preprocessing whole =
        fit(Task.REGRESSION, Scaling.STANDARDIZE, table(numbers("x", all), numbers("y", all)));
    Preprocessing pieces =
        fit(
            Task.REGRESSION,
            Scaling.STANDARDIZE,
            table(numbers("x", head), numbers("y", head)),
            table(numbers("x", tail), numbers("y", tail)));

    assertThat(pieces).isEqualTo(whole);
  }

  @Property(tries = 100)
  void standardisedColumnsHaveMeanZeroAndSpreadOne(
      @ForAll @Size(min = 2, max = 100) List<@DoubleRange(min = -1e3, max = 1e3) Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    all[0] = 2e3;
    Table table = table(numbers("x", all), numbers("y", all));

    float[] features =
        new PreprocessingApplier(fit(Task.REGRESSION, Scaling.STANDARDIZE, table)).features(table);

    double sum = 0;
    double squares = 0;
    for (float feature : features) {
      sum += feature;
      squares += feature * feature;
    }
    assertThat(sum / all.length).isCloseTo(0, within(1e-5));
    assertThat(squares / all.length).isCloseTo(1, within(1e-5));
  }

  @Example
  void countsAreDividedByTheirMeanAndClassesAreCounted() {
    PreprocessingFitter counts =
        new PreprocessingFitter(
            List.of("x"), "y", Task.REGRESSION, Scaling.STANDARDIZE, Scaling.MEAN);
    counts.accept(table(numbers("x", 1, 2, 3), numbers("y", 0, 4, 8)));
    Preprocessing fitted = counts.fit();
    assertThat(fitted.target()).isEqualTo(new TargetTransform.Number("y", 0, 4));
    assertThat(counts.classRows()).isEmpty();

    PreprocessingFitter classes =
        new PreprocessingFitter(List.of("x"), "y", Task.CLASSIFICATION, Scaling.NONE);
    classes.accept(table(numbers("x", 1, 2), texts("y", List.of("b", "a"), 0, 1)));
    classes.accept(table(numbers("x", 1, 2), texts("y", List.of("b", "c"), 0, 0)));
    classes.fit();
    // a, b; nobody is a c.
    assertThat(classes.classRows()).containsExactly(1L, 3L);
  }

  @Example
  void sparseNumbersAreDividedByTheLargestMagnitudeOfTheirPlace() {
    Table first = table(sparse("x", 2, entry(1, -4), entry(3, 1)), numbers("y", 0, 1));
    Table second = table(sparse("x", 2, entry(1, 2), entry(4, 0.5)), numbers("y", 1, 0));

    Preprocessing fitted = fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, first, second);

    FeatureTransform.ScaleSparse transform =
        (FeatureTransform.ScaleSparse) fitted.features().getFirst();
    // Nobody saw index 2.
    assertThat(transform.divisorOf()).containsExactly(4, 1, 1, 0.5f);
    InputRows.Sparse rows = (InputRows.Sparse) new PreprocessingApplier(fitted).inputRows(second);
    assertThat(rows.inputs()).isEqualTo(4);
    assertThat(rows.offsets()).containsExactly(0, 1, 2);
    assertThat(rows.places()).containsExactly(0, 3);
    assertThat(rows.values()).containsExactly(0.5f, 1);
  }

  @Example
  void sparseNumbersThatAreAllOnesOrNotToBeScaledNeedNoDivisors() {
    Table ones = table(sparse("x", 2, entry(1, 1), entry(4, 1)), numbers("y", 0, 1));
    Table others = table(sparse("x", 2, entry(1, 3), entry(4, 1)), numbers("y", 0, 1));

    FeatureTransform plain = new FeatureTransform.ScaleSparse("x", 1, 4, "");
    assertThat(fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, ones).features())
        .containsExactly(plain);
    assertThat(fit(Task.CLASSIFICATION, Scaling.NONE, others).features()).containsExactly(plain);
    assertThat(fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, others).features())
        .doesNotContain(plain);
  }

  @Example
  void anIndexThatTrainingDidNotKnowCountsForNothing() {
    Table training = table(sparse("x", 1, entry(2, 1)), numbers("y", 0));
    Preprocessing fitted = fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, training);
    Column.Sparse wider =
        new Column.Sparse("x", 1, 9, new int[] {0, 2}, new int[] {2, 9}, new double[] {7, 8});

    InputRows.Sparse rows =
        (InputRows.Sparse) new PreprocessingApplier(fitted).inputRows(table(wider));

    assertThat(rows.places()).containsExactly(1);
    assertThat(rows.values()).containsExactly(7);
  }

  @Example
  void otherColumnsBesideASparseOneAddTheirInputsThatAreNotZero() {
    Table table =
        table(
            numbers("n", 1, 3),
            texts("t", List.of("a", "b"), 1, -1),
            sparse("x", 2, entry(4, 2), entry(1, 5)),
            new Column.Bytes("p", 2, new byte[] {0, (byte) 255, 51, 0}),
            numbers("y", 0, 1));

    Preprocessing fitted =
        fit(List.of("n", "t", "x", "p"), Task.CLASSIFICATION, Scaling.NONE, table);
    InputRows.Sparse rows = (InputRows.Sparse) new PreprocessingApplier(fitted).inputRows(table);

    // Only "b" was seen: n is input 0, t 1, x 2 to 5, p 6 and 7.
    assertThat(rows.inputs()).isEqualTo(8);
    assertThat(rows.offsets()).containsExactly(0, 4, 7);
    assertThat(rows.places()).containsExactly(0, 1, 5, 7, 0, 2, 6);
    assertThat(rows.values()).containsExactly(1, 1, 2, 1, 3, 5, 0.2f);
  }

  @Example
  void aColumnOfManyCategoriesMakesRowsSparse() {
    int most = FeatureTransform.OneHot.MOST_DENSE;
    Preprocessing few = fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, categories(most));
    Table table = categories(most + 1);
    Preprocessing many = fit(Task.CLASSIFICATION, Scaling.STANDARDIZE, table);

    assertThat(new PreprocessingApplier(few).inputRows(categories(most)))
        .isInstanceOf(InputRows.Dense.class);
    InputRows.Sparse rows = (InputRows.Sparse) new PreprocessingApplier(many).inputRows(table);
    assertThat(rows.inputs()).isEqualTo(most + 1);
    assertThat(rows.places()).isEqualTo(IntStream.rangeClosed(0, most).toArray());
    assertThat(rows.values()).containsOnly(1);
    // A category that training did not see: no input.
    Table other = table(texts("x", List.of("new", "00003"), 0, 1), numbers("y", 0, 1));
    InputRows.Sparse seen = (InputRows.Sparse) new PreprocessingApplier(many).inputRows(other);
    assertThat(seen.offsets()).containsExactly(0, 0, 1);
    assertThat(seen.places()).containsExactly(3);
  }

  /** One row of each category, in order. */
  private static Table categories(int count) {
    List<String> names = IntStream.range(0, count).mapToObj("%05d"::formatted).toList();
    double[] labels = IntStream.range(0, count).mapToDouble(i -> i % 2).toArray();
    return table(
        texts("x", names, IntStream.range(0, count).toArray()), new Column.Numeric("y", labels));
  }

  @Example
  void sparseRowsComeBackTogetherAsTheyWereApart() {
    InputRows joined =
        InputRows.joined(
            List.of(
                new InputRows.Sparse(9, new int[] {0, 0, 1}, new int[] {4}, new float[] {1}),
                new InputRows.Sparse(9, new int[] {0, 2}, new int[] {0, 8}, new float[] {2, 3})));

    InputRows.Sparse sparse = (InputRows.Sparse) joined;
    assertThat(sparse.offsets()).containsExactly(0, 0, 1, 3);
    assertThat(sparse.places()).containsExactly(4, 0, 8);
    assertThat(sparse.values()).containsExactly(1, 2, 3);
  }

  private record Entry(int index, double value) {}

  private static Entry entry(int index, double value) {
    return new Entry(index, value);
  }

  /** One entry per row; indices from 1 to 4. */
  private static Column sparse(String name, int rows, Entry... entries) {
    return new Column.Sparse(
        name,
        1,
        4,
        IntStream.rangeClosed(0, rows).toArray(),
        Arrays.stream(entries).mapToInt(Entry::index).toArray(),
        Arrays.stream(entries).mapToDouble(Entry::value).toArray());
  }

  private static PreprocessingFitter weighed() {
    return new PreprocessingFitter(List.of("x"), "y", Task.REGRESSION, Scaling.NONE).weighedBy("w");
  }

  private static Preprocessing fit(Task task, Scaling scaling, Table... batches) {
    return fit(List.of("x"), task, scaling, batches);
  }

  private static Preprocessing fit(
      List<String> features, Task task, Scaling scaling, Table... batches) {
    PreprocessingFitter fitter = new PreprocessingFitter(features, "y", task, scaling);
    for (Table batch : batches) {
      fitter.accept(batch);
    }
    return fitter.fit();
  }

  private static Table table(Column... columns) {
    return new Table(List.of(columns));
  }

  private static Column numbers(String name, double... values) {
    return new Column.Numeric(name, values);
  }

  private static Column texts(String name, List<String> dictionary, int... codes) {
    return new Column.Categorical(name, codes, dictionary);
  }
}
