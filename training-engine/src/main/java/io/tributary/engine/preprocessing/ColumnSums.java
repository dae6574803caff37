package io.tributary.engine.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.engine.table.TimePattern;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a preprocessing has to know of one column's rows: sums and counts, no row. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ColumnSums.Numbers.class, name = "numbers"),
  @JsonSubTypes.Type(value = ColumnSums.Texts.class, name = "texts"),
  @JsonSubTypes.Type(value = ColumnSums.NumberClasses.class, name = "number-classes"),
  @JsonSubTypes.Type(value = ColumnSums.Times.class, name = "times"),
  @JsonSubTypes.Type(value = ColumnSums.Pixels.class, name = "pixels")
})
public sealed interface ColumnSums {
  String column();

  record Numbers(String column, MomentSums moments) implements ColumnSums {}

  /**
   * @param rows by text
   */
  record Texts(String column, SortedMap<String, Long> rows) implements ColumnSums {
    public Texts {
      rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
  }

  /**
   * Numbers that are classes.
   *
   * @param rows by number
   */
  record NumberClasses(String column, SortedMap<Double, Long> rows) implements ColumnSums {
    public NumberClasses {
      rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
  }

  /**
   * @param years moments of the years
   */
  record Times(String column, TimePattern pattern, MomentSums years) implements ColumnSums {}

  /** Bytes have their scale without being looked at. */
  record Pixels(String column, int width) implements ColumnSums {}
}
