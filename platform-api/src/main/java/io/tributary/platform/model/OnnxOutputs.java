package io.tributary.platform.model;

import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.platform.model.OnnxGraph.Type;
import java.util.List;

/** What scores mean, as a part of an ONNX graph. */
final class OnnxOutputs {
  private final OnnxGraph graph;
  private final TrainingPlan plan;
  private final String scores;

  OnnxOutputs(OnnxGraph graph, TrainingPlan plan, String scores) {
    this.graph = graph;
    this.plan = plan;
    this.scores = scores;
  }

  /**
   * Gives {@code label} and, where the model has them, {@code probabilities} out; or {@code value}.
   */
  void add() {
    switch (plan.preprocessing().target()) {
      case TargetTransform.Classes classes -> addClasses(classes);
      case TargetTransform.Number number -> addNumber(number);
      // Other models without labels have no network.
      case TargetTransform.None none -> {
        if (plan.model() instanceof ModelDefinition.Autoencoder coder) {
          graph.output("scores", scores, Type.FLOAT, coder.code());
        } else {
          graph.output("value", graph.cast(scores, Type.DOUBLE), Type.DOUBLE, 1);
        }
      }
    }
  }

  private void addClasses(TargetTransform.Classes classes) {
    String label = graph.node("Gather", List.of(graph.texts(classes.classes()), best()));
    graph.output("label", label, Type.STRING, 1);
    switch (plan.loss()) {
      case LossDefinition.CrossEntropy loss ->
          addProbabilities(
              graph.node("Softmax", List.of(scores), OnnxGraph.attribute("axis", 1)), classes);
      case LossDefinition.Logistic loss -> {
        String first = graph.node("Sigmoid", List.of(graph.node("Neg", List.of(scores))));
        String second = graph.node("Sigmoid", List.of(scores));
        addProbabilities(
            graph.node("Concat", List.of(first, second), OnnxGraph.attribute("axis", 1)), classes);
      }
      // Scores of a hinge are distances, and predictions here give no probabilities either.
      case LossDefinition.Hinge loss -> {}
      case LossDefinition.SquaredHinge loss -> {}
      case LossDefinition.SquaredError loss -> throw noClasses(loss);
      case LossDefinition.Huber loss -> throw noClasses(loss);
      case LossDefinition.Poisson loss -> throw noClasses(loss);
      case LossDefinition.Pairwise loss -> throw noClasses(loss);
    }
  }

  /**
   * Index of the class, [rows, 1]: the first of equal scores; of two by one score, that above 0.
   */
  private String best() {
    return plan.scores() == 1
        ? graph.cast(graph.node("Greater", List.of(scores, graph.number(0f))), Type.INT64)
        : graph.node("ArgMax", List.of(scores), OnnxGraph.attribute("axis", 1));
  }

  private void addProbabilities(String probabilities, TargetTransform.Classes classes) {
    graph.output("probabilities", probabilities, Type.FLOAT, classes.outputs());
  }

  private void addNumber(TargetTransform.Number number) {
    String exact = graph.cast(scores, Type.DOUBLE);
    String output =
        plan.loss() instanceof LossDefinition.Poisson ? graph.node("Exp", List.of(exact)) : exact;
    String scaled = graph.node("Mul", List.of(output, graph.number(number.scale())));
    graph.output(
        "value", graph.node("Add", List.of(scaled, graph.number(number.mean()))), Type.DOUBLE, 1);
  }

  private static IllegalStateException noClasses(LossDefinition loss) {
    return new IllegalStateException("a classification trained by " + loss);
  }
}
