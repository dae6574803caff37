package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a mean gradient changes the parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimizerDefinition.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Momentum.class, name = "momentum"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Adam.class, name = "adam")
})
public sealed interface OptimizerDefinition {
  float learningRate();

  record Sgd(float learningRate) implements OptimizerDefinition {}

  record Momentum(float learningRate, float momentum) implements OptimizerDefinition {}

  record Adam(float learningRate, float beta1, float beta2, float epsilon)
      implements OptimizerDefinition {}
}
