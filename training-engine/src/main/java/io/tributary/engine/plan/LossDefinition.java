package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a model's scores cost, whatever the model that makes them. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LossDefinition.CrossEntropy.class, name = "cross-entropy"),
  @JsonSubTypes.Type(value = LossDefinition.Logistic.class, name = "logistic"),
  @JsonSubTypes.Type(value = LossDefinition.Hinge.class, name = "hinge"),
  @JsonSubTypes.Type(value = LossDefinition.SquaredHinge.class, name = "squared-hinge"),
  @JsonSubTypes.Type(value = LossDefinition.SquaredError.class, name = "squared"),
  @JsonSubTypes.Type(value = LossDefinition.Huber.class, name = "huber"),
  @JsonSubTypes.Type(value = LossDefinition.Poisson.class, name = "poisson"),
  @JsonSubTypes.Type(value = LossDefinition.Pairwise.class, name = "pairwise")
})
public sealed interface LossDefinition {

  /** What a task is learnt by where nothing else is asked for. */
  static LossDefinition usual(Task task) {
    return switch (task) {
      case CLASSIFICATION -> new CrossEntropy(List.of());
      case REGRESSION, RECOMMENDATION -> new SquaredError();
      // Nobody asks for it: a model without labels has its own.
      case CLUSTERING, EMBEDDING -> new SquaredError();
    };
  }

  /**
   * Scores of a row.
   *
   * @param targets classes, or 1 for a number
   */
  default int scores(int targets) {
    return targets;
  }

  /** A loss of classes. */
  sealed interface OfClasses extends LossDefinition {

    /** Factor of a row's loss by its class; empty where each is 1. Each is greater than 0. */
    List<Double> classWeights();

    /** Factor of the loss of a row of class {@code index}. */
    default double weightOf(int index) {
      return classWeights().isEmpty() ? 1 : classWeights().get(index);
    }
  }

  /** {@code -log softmax(scores)[class]}; a score per class. */
  record CrossEntropy(List<Double> classWeights) implements OfClasses {
    public CrossEntropy {
      classWeights = List.copyOf(classWeights);
    }
  }

  /** {@code log(1 + exp(-y s))} of two classes, y = -1 or 1; one score s. */
  record Logistic(List<Double> classWeights) implements OfClasses {
    public Logistic {
      classWeights = List.copyOf(classWeights);
    }

    @Override
    public int scores(int targets) {
      return 1;
    }
  }

  /**
   * {@code max(0, 1 - y s)}, y = -1 or 1: one score s for two classes; for more a score per class,
   * each class against the rest, added up.
   */
  record Hinge(List<Double> classWeights) implements OfClasses {
    public Hinge {
      classWeights = List.copyOf(classWeights);
    }

    @Override
    public int scores(int targets) {
      return targets == 2 ? 1 : targets;
    }
  }

  /** {@code max(0, 1 - y s)^2}, scores as for {@link Hinge}. */
  record SquaredHinge(List<Double> classWeights) implements OfClasses {
    public SquaredHinge {
      classWeights = List.copyOf(classWeights);
    }

    @Override
    public int scores(int targets) {
      return targets == 2 ? 1 : targets;
    }
  }

  /** {@code (s - y)^2}, without a factor of one half. */
  record SquaredError() implements LossDefinition {}

  /**
   * {@code r^2} for residuals r = s - y up to {@code delta}, beyond them the straight line that
   * goes on from there, {@code 2 delta |r| - delta^2}.
   *
   * @param delta greater than 0, in the unit of the model's targets
   */
  record Huber(float delta) implements LossDefinition {}

  /**
   * Half the Poisson deviance of the mean exp(s): {@code exp(s) - y s + y log y - y}, which is 0
   * where exp(s) = y. Targets are at least 0 and in the label's own unit.
   */
  record Poisson() implements LossDefinition {}

  /**
   * {@code log(1 + exp(-(s_i - s_j)))} for an item i that a user chose and items j, drawn at
   * random, that the user did not: their mean (Rendle et al., "BPR: Bayesian Personalized Ranking
   * from Implicit Feedback", UAI 2009). No target is looked at: that there is a row says it all.
   *
   * @param negatives items j for each row, at least 1
   */
  record Pairwise(int negatives) implements LossDefinition {
    public Pairwise {
      if (negatives < 1) {
        throw new IllegalArgumentException("%d items to compare with".formatted(negatives));
      }
    }
  }
}
