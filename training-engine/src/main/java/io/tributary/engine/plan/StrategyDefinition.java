package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** When agents compute, and at which parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StrategyDefinition.Synchronous.class, name = "synchronous"),
  @JsonSubTypes.Type(value = StrategyDefinition.Pipelined.class, name = "pipelined")
})
public sealed interface StrategyDefinition {

  /**
   * How many committed steps the parameters may lack that a step's gradients are taken at; always
   * exactly so many, but for the first steps.
   */
  int staleness();

  /** Every step waits for the one before. */
  record Synchronous() implements StrategyDefinition {
    @Override
    public int staleness() {
      return 0;
    }
  }

  /**
   * The gradients of step t are taken at the parameters of step {@code t - staleness}, so agents
   * compute while the steps before are still on their way. The delay is fixed, so the result is as
   * deterministic as the synchronous one.
   *
   * @param staleness at least 1
   * @param compensation lambda of delay compensation: the mean gradient g becomes {@code g + lambda
   *     g*g (w_t - w_(t - staleness))}, all by element (Zheng et al., "Asynchronous Stochastic
   *     Gradient Descent with Delay Compensation", ICML 2017, eq. 10); 0 leaves g as it is
   */
  record Pipelined(int staleness, float compensation) implements StrategyDefinition {
    public Pipelined {
      if (staleness < 1) {
        throw new IllegalArgumentException("pipelined with a staleness of " + staleness);
      }
    }
  }
}
