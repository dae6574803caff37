package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;
import java.util.Set;
import java.util.TreeSet;

/** What the values of a label are called as classes. */
public final class ClassNames {
  private ClassNames() {}

  /** The classes that rows of {@code column} have; missing labels are none. */
  public static Set<String> of(Column column) {
    Set<String> classes = new TreeSet<>();
    if (column instanceof Column.Numeric numeric) {
      for (double value : numeric.values()) {
        if (!Double.isNaN(value)) {
          classes.add(Labels.text(value + 0.0));
        }
      }
    } else {
      Columns.addUsed(Columns.categorical(column), classes);
    }
    return classes;
  }
}
