package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The shape of a model. Inputs and outputs come from the preprocessing and the task. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelDefinition.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = ModelDefinition.Mlp.class, name = "mlp")
})
public sealed interface ModelDefinition {
  boolean bias();

  Initial initial();

  /** Softmax regression for classification, least squares for regression. */
  record Linear(boolean bias, Initial initial) implements ModelDefinition {}

  /**
   * A fully connected network.
   *
   * @param hidden units per hidden layer, input side first, each at least 1
   */
  record Mlp(List<Integer> hidden, Activation activation, boolean bias, Initial initial)
      implements ModelDefinition {
    public Mlp {
      hidden = List.copyOf(hidden);
    }
  }
}
