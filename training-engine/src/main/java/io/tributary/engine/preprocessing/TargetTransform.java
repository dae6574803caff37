package io.tributary.engine.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How the label column becomes a target. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TargetTransform.Classes.class, name = "classes"),
  @JsonSubTypes.Type(value = TargetTransform.Number.class, name = "number")
})
public sealed interface TargetTransform {
  String column();

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
}
