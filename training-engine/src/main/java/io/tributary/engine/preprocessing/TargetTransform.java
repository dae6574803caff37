package io.tributary.engine.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the label column becomes a target. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TargetTransform.Classes.class, name = "classes"),
  @JsonSubTypes.Type(value = TargetTransform.Number.class, name = "number"),
  @JsonSubTypes.Type(value = TargetTransform.None.class, name = "none")
})
public sealed interface TargetTransform {
  /** The label column; null where nothing is learnt from labels. */
  @Nullable String column();

  int outputs();

  /**
   * The target is the index of the label's text among {@code classes} (sorted; numbers print
   * without trailing zeros).
   */
  record Classes(String column, List<String> classes) implements TargetTransform {
    public Classes {
      classes = List.copyOf(classes);
    }

    @Override
    public int outputs() {
      return classes.size();
    }
  }

  /** The target is {@code (y - mean) / scale}; metrics are reported in the label's own unit. */
  record Number(String column, double mean, double scale) implements TargetTransform {
    @Override
    public int outputs() {
      return 1;
    }
  }

  /**
   * Nothing is learnt from labels; every target is 0.
   *
   * @param outputs what a row becomes: clusters, or numbers
   */
  record None(int outputs) implements TargetTransform {
    @Override
    public @Nullable String column() {
      return null;
    }
  }
}
