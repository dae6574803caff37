package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

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
  @JsonSubTypes.Type(value = OptimizerDefinition.Lamb.class, name = "lamb"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Giant.class, name = "giant"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Dane.class, name = "dane"),
  @JsonSubTypes.Type(value = OptimizerDefinition.LimitedBfgs.class, name = "l-bfgs"),
  @JsonSubTypes.Type(value = OptimizerDefinition.Statistics.class, name = "statistics")
})
public sealed interface OptimizerDefinition {
  float learningRate();

  /** Committed steps of one iteration; more than one only where each of them uses all rows. */
  default int phases() {
    return 1;
  }

  /** No gradient: the model says what sums of statistics do to it. */
  record Statistics() implements OptimizerDefinition {
    @Override
    public float learningRate() {
      return 1;
    }
  }

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

  /**
   * Methods for convex models whose iteration is a fixed cycle of phases, one committed step each,
   * over all rows. The objective is the mean loss plus {@code l2 / 2} times the squared weights.
   */
  sealed interface SecondOrder extends OptimizerDefinition {
    /** What a committed step of an iteration is about. */
    enum Phase {
      /** The sum of the partitions' gradients. */
      GRADIENT,
      /** The mean of the partitions' own directions. */
      DIRECTION,
      /** How much the loss changes for each length that a step along the direction may have. */
      LINE_SEARCH
    }

    /** The phases of an iteration in order. */
    List<Phase> cycle();

    /** Vectors of the parameters' length that are carried from phase to phase. */
    int slots();

    default Phase phaseOf(long step) {
      return cycle().get((int) (step % phases()));
    }

    @Override
    default int phases() {
      return cycle().size();
    }

    /** The full step, which a line search may shorten. */
    @Override
    default float learningRate() {
      return 1;
    }
  }

  /**
   * Each partition solves for the Newton direction of its own rows with the gradient of all (Wang
   * et al., "GIANT: Globally Improved Approximate Newton Method for Distributed Optimization",
   * NeurIPS 2018); the mean, weighted by rows, is the direction.
   *
   * @param localIterations of conjugate gradients that a partition does in one iteration, at least
   *     1: the paper's q
   */
  record Giant(int localIterations) implements SecondOrder {
    public Giant {
      if (localIterations < 1) {
        throw new IllegalArgumentException("GIANT with " + localIterations + " local iterations");
      }
    }

    @Override
    public List<Phase> cycle() {
      return List.of(Phase.GRADIENT, Phase.DIRECTION, Phase.LINE_SEARCH);
    }

    @Override
    public int slots() {
      return 2;
    }
  }

  /**
   * Each partition minimises its own loss, corrected so that its gradient at the shared parameters
   * is that of all rows (Shamir, Srebro and Zhang, "Communication-Efficient Distributed
   * Optimization using an Approximate Newton-type Method", ICML 2014), only roughly (the inexact
   * form of Reddi et al., "AIDE: Fast and Communication Efficient Distributed Optimization", 2016);
   * the mean of where they end, weighted by rows, gives the direction. On a quadratic, {@code mu} 0
   * and {@code eta} 1 are {@link Giant}.
   *
   * @param eta factor of the shared gradient, greater than 0
   * @param mu strength with which a partition is held to the shared parameters, at least 0: more
   *     where partitions are small or unlike
   * @param localSteps Newton steps that a partition takes in one iteration, at least 1
   * @param localIterations of conjugate gradients in each of these, at least 1
   */
  record Dane(float eta, float mu, int localSteps, int localIterations) implements SecondOrder {
    public Dane {
      if (!(eta > 0 && mu >= 0) || localSteps < 1 || localIterations < 1) {
        throw new IllegalArgumentException(
            "DANE with eta %s, mu %s, %d local steps of %d iterations"
                .formatted(eta, mu, localSteps, localIterations));
      }
    }

    @Override
    public List<Phase> cycle() {
      return List.of(Phase.GRADIENT, Phase.DIRECTION, Phase.LINE_SEARCH);
    }

    @Override
    public int slots() {
      return 2;
    }
  }

  /**
   * Limited-memory BFGS over all rows (Liu and Nocedal, "On the limited memory BFGS method for
   * large scale optimization", Mathematical Programming 45, 1989): the curvature is learnt from the
   * last changes of the gradient, on every replica alike, so only gradients and a line search
   * travel.
   *
   * @param history changes that are kept, at least 1
   */
  record LimitedBfgs(int history) implements SecondOrder {
    public LimitedBfgs {
      if (history < 1) {
        throw new IllegalArgumentException("L-BFGS with a history of " + history);
      }
    }

    @Override
    public List<Phase> cycle() {
      return List.of(Phase.GRADIENT, Phase.LINE_SEARCH);
    }

    @Override
    public int slots() {
      return 2 + 2 * history;
    }
  }
}
