package io.tributary.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Uncovered: tables whose encoded form exceeds 2 GiB. */
class ArrowTablesTest {

  @Property(tries = 200)
  void everyTableComesBackAsItWas(@ForAll("tables") Table table) {
    assertSame(ArrowTables.decode(ArrowTables.encode(table)), table);
  }

  @Property(tries = 50)
  void equalTablesGiveEqualBytes(@ForAll("tables") Table table) {
    Table copy = new Table(table.columns().stream().map(ArrowTablesTest::copyOf).toList());

    assertThat(ArrowTables.encode(copy)).isEqualTo(ArrowTables.encode(table));
  }

  @Property(tries = 100)
  void oneChangedByteAnywhereIsRejected(
      @ForAll("tables") Table table,
      @ForAll @IntRange(max = 1_000_000) int position,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] bytes = ArrowTables.encode(table);
    bytes[position % bytes.length] ^= (byte) change;

    assertThatThrownBy(() -> ArrowTables.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut off or changed");
  }

  @Property(tries = 100)
  void everyTruncationIsRejected(
      @ForAll("tables") Table table, @ForAll @IntRange(max = 1_000_000) int position) {
    byte[] bytes = ArrowTables.encode(table);
    byte[] cut = Arrays.copyOf(bytes, position % bytes.length);

    assertThatThrownBy(() -> ArrowTables.decode(cut)).isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void aTableOfOneHundredThousandRowsComesBack() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    int rows = 100_000;
    byte[] bytes = new byte[rows * 28];
    random.nextBytes(bytes);
    Table table =
        new Table(
            List.of(
                new Column.Numeric("x", random.doubles(rows).toArray()),
                new Column.Categorical(
                    "colour", random.ints(rows, -1, 3).toArray(), List.of("red", "blue", "green")),
                new Column.Bytes("pixels", 28, bytes)));

    assertSame(ArrowTables.decode(ArrowTables.encode(table)), table);
  }

  @Example
  void repetitiveRowsTakeFarLessSpaceThanInMemory() {
    Table table = new Table(List.of(new Column.Numeric("x", new double[100_000])));

    assertThat(ArrowTables.encode(table)).hasSizeLessThan(20_000);
  }

  @Example
  void aCodeOutsideTheDictionaryIsRefused() {
    assertThatThrownBy(() -> new Column.Categorical("colour", new int[] {0, 2}, List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column colour, row 1: code 2, but the dictionary has 2 texts");
  }

  @Example
  void bytesThatAreNoWholeRowsAreRefused() {
    assertThatThrownBy(() -> new Column.Bytes("pixels", 4, new byte[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column pixels: 6 bytes are no rows of width 4");
  }

  @Example
  void indicesThatDoNotAscendOrLieBeyondTheWidthAreRefused() {
    for (int[] indices : new int[][] {{2, 2}, {3, 2}, {0, 2}, {2, 5}}) {
      assertThatThrownBy(
              () -> new Column.Sparse("x", 1, 4, new int[] {0, 2}, indices, new double[] {1, 1}))
          .as(Arrays.toString(indices))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column x, row 0");
    }
  }

  @Provide
  Arbitrary<Table> tables() {
    return Arbitraries.integers()
        .between(0, 40)
        .flatMap(rows -> columns(rows).list().ofMaxSize(5).map(Table::new));
  }

  private static Arbitrary<Column> columns(int rows) {
    Arbitrary<String> names = Arbitraries.strings().ofMaxLength(8);
    Arbitrary<Double> values =
        Arbitraries.oneOf(
            Arbitraries.doubles(), Arbitraries.of(Double.NaN, -0.0, 0.0, Double.MIN_VALUE));
    Arbitrary<Column> numeric =
        Combinators.combine(names, values.array(double[].class).ofSize(rows))
            .as(Column.Numeric::new);
    Arbitrary<Column> categorical =
        Arbitraries.strings()
            .ofMaxLength(5)
            .list()
            .ofMaxSize(6)
            .flatMap(
                dictionary ->
                    Combinators.combine(
                            names,
                            Arbitraries.integers()
                                .between(-1, dictionary.size() - 1)
                                .array(int[].class)
                                .ofSize(rows))
                        .as((name, codes) -> new Column.Categorical(name, codes, dictionary)));
    Arbitrary<Column> bytes =
        Arbitraries.integers()
            .between(1, 9)
            .flatMap(
                width ->
                    Combinators.combine(
                            names, Arbitraries.bytes().array(byte[].class).ofSize(rows * width))
                        .as((name, array) -> new Column.Bytes(name, width, array)));
    Arbitrary<Column> instants =
        Combinators.combine(
                names,
                Arbitraries.of(TimePattern.values()),
                Arbitraries.longs().injectDuplicates(0.1).array(long[].class).ofSize(rows))
            .as(Column.Instants::new);
    return Arbitraries.oneOf(numeric, categorical, instants, bytes, sparse(rows, names, values));
  }

  private static Arbitrary<Column> sparse(
      int rows, Arbitrary<String> names, Arbitrary<Double> values) {
    Arbitrary<Integer> indices =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 9),
            Arbitraries.of(70_000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 2));
    Arbitrary<List<Map<Integer, Double>>> entries =
        Arbitraries.maps(indices, values).ofMaxSize(6).list().ofSize(rows);
    return Combinators.combine(names, Arbitraries.integers().between(0, 1), entries)
        .as(ArrowTablesTest::sparse);
  }

  private static Column sparse(String name, int first, List<Map<Integer, Double>> rows) {
    int[] offsets = new int[rows.size() + 1];
    IntStream.Builder indices = IntStream.builder();
    DoubleStream.Builder values = DoubleStream.builder();
    for (int row = 0; row < rows.size(); row++) {
      offsets[row + 1] = offsets[row] + rows.get(row).size();
      new TreeMap<>(rows.get(row))
          .forEach(
              (index, value) -> {
                indices.add(index);
                values.add(value);
              });
    }
    return new Column.Sparse(
        name,
        first,
        Integer.MAX_VALUE - first,
        offsets,
        indices.build().toArray(),
        values.build().toArray());
  }

  private static Column copyOf(Column column) {
    return switch (column) {
      case Column.Numeric c -> new Column.Numeric(c.name(), c.values().clone());
      case Column.Categorical c ->
          new Column.Categorical(c.name(), c.codes().clone(), List.copyOf(c.dictionary()));
      case Column.Instants c -> new Column.Instants(c.name(), c.pattern(), c.micros().clone());
      case Column.Bytes c -> new Column.Bytes(c.name(), c.width(), c.values().clone());
      case Column.Sparse c ->
          new Column.Sparse(
              c.name(),
              c.first(),
              c.width(),
              c.offsets().clone(),
              c.indices().clone(),
              c.values().clone());
    };
  }

  /** Bit by bit, which AssertJ's recursive comparison of doubles is not. */
  private static void assertSame(Table actual, Table expected) {
    assertThat(actual.columns()).hasSameSizeAs(expected.columns());
    for (int i = 0; i < expected.columns().size(); i++) {
      assertThat(contentsOf(actual.columns().get(i)))
          .isEqualTo(contentsOf(expected.columns().get(i)));
    }
  }

  private static List<Object> contentsOf(Column column) {
    return switch (column) {
      case Column.Numeric c ->
          List.of(
              c.name(),
              LongBuffer.wrap(
                  Arrays.stream(c.values()).mapToLong(Double::doubleToLongBits).toArray()));
      case Column.Categorical c -> List.of(c.name(), IntBuffer.wrap(c.codes()), c.dictionary());
      case Column.Instants c -> List.of(c.name(), c.pattern(), LongBuffer.wrap(c.micros()));
      case Column.Bytes c -> List.of(c.name(), c.width(), ByteBuffer.wrap(c.values()));
      case Column.Sparse c ->
          List.of(
              c.name(),
              c.first(),
              c.width(),
              IntBuffer.wrap(c.offsets()),
              IntBuffer.wrap(c.indices()),
              LongBuffer.wrap(
                  Arrays.stream(c.values()).mapToLong(Double::doubleToRawLongBits).toArray()));
    };
  }
}
