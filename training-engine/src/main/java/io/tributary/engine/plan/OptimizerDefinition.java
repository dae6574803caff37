package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How a mean gradient changes the parameters. Rates are those that a schedule's factor multiplies.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimizerDefinition.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Momentum.class, name = "momentum"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Nesterov.class, name = "nesterov"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Adagrad.class, name = "adagrad"),
  @JsonSubTypes.Type(value = OptimizerDefinition.RmsProp.class, name = "rmsprop"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = OptimizerDefinition.AdamW.class, name = "adamw"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Lars.class, name = "lars"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Lamb.class, name = "lamb")
})
public sealed interface OptimizerDefinition {
  float learningRate();

  record Sgd(float learningRate) implements OptimizerDefinition {}

  record Momentum(float learningRate, float momentum) implements OptimizerDefinition {}

  record Nesterov(float learningRate, float momentum) implements OptimizerDefinition {}

  record Adagrad(float learningRate, float epsilon) implements OptimizerDefinition {}

  /**
   * @param decay share of the mean square that is kept per step
   */
  record RmsProp(float learningRate, float decay, float epsilon) implements OptimizerDefinition {}

  record Adam(float learningRate, float beta1, float beta2, float epsilon)
      implements OptimizerDefinition {}

  /**
   * @param weightDecay decoupled, of weights, not of biases
   */
  record AdamW(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
      implements OptimizerDefinition {}

  /**
   * @param trust the paper's eta
   * @param weightDecay the paper's beta; of weights, not of biases
   */
  record Lars(float learningRate, float momentum, float trust, float weightDecay)
      implements OptimizerDefinition {}

  /**
   * @param weightDecay the paper's lambda; of weights, not of biases
   */
  record Lamb(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
      implements OptimizerDefinition {}
}
