package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The shape of a model. Inputs and outputs come from the preprocessing, the task and the loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelDefinition.Linear.class, name = "linear"),
  @JsonSubTypes.Type(
      value = ModelDefinition.FactorizationMachine.class,
      name = "factorization-machine"),
  @JsonSubTypes.Type(value = ModelDefinition.Mlp.class, name = "mlp")
})
public sealed interface ModelDefinition {
  boolean bias();

  Initial initial();

  /** One layer: softmax or least squares regression, support vector machines, by the loss. */
  record Linear(boolean bias, Initial initial) implements ModelDefinition {}

  /**
   * A linear model with an interaction of each pair of inputs (Rendle, "Factorization Machines",
   * ICDM 2010).
   *
   * @param factors of an input, at least 1: the rank of the matrix of interactions
   */
  record FactorizationMachine(int factors, boolean bias, Initial initial)
      implements ModelDefinition {}

  /**
   * A fully connected network.
   *
   * @param hidden units per hidden layer, input side first, each at least 1
   * @param dropout share of each hidden layer's units that a batch does without, from 0 to less
   *     than 1; a plan in JSON without it has none
   */
  record Mlp(
      List<Integer> hidden, Activation activation, boolean bias, Initial initial, Float dropout)
      implements ModelDefinition {
    public Mlp {
      hidden = List.copyOf(hidden);
      dropout = dropout == null ? 0f : dropout;
    }

    /** Without dropout. */
    public Mlp(List<Integer> hidden, Activation activation, boolean bias, Initial initial) {
      this(hidden, activation, bias, initial, 0f);
    }
  }
}
