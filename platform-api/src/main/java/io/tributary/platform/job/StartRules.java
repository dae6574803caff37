package io.tributary.platform.job;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSpec.ModelSpec;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.platform.job.spec.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a job may start from a model: its data need the columns that the model's preprocessing
 * looks at, and its model the shape of these parameters. Rows, optimiser and strategy may differ.
 */
@Component
class StartRules {
  private final StartingModels models;
  private final JobJson json;

  StartRules(StartingModels models, JobJson json) {
    this.models = models;
    this.json = json;
  }

  /**
   * The spec with {@code warmStart} and {@code features} as what they mean now, so that the job
   * stays the same whatever is promoted later; unchanged for a job that starts from no model.
   *
   * @param chosen whether the user chose the features
   */
  JobSpec check(
      JobSpec spec, @Nullable DatasetView dataset, boolean chosen, Violations violations) {
    String reference = spec.warmStart();
    if (reference == null || ForkPoint.parse(reference).isPresent()) {
      return spec;
    }
    StartingModel model = models.startingModel(reference).orElse(null);
    if (model == null) {
      violations.add(
          "warmStart",
          "warmStart names the model %s, which does not exist.".formatted(reference),
          "GET /api/v1/models lists the models there are.");
      return spec;
    }
    if (model.plan().model() instanceof ModelDefinition.Unsupervised) {
      violations.add(
          "warmStart",
          "warmStart names the model %s, which learnt without labels: such a job finds out from its own rows where it begins."
              .formatted(reference),
          "Leave warmStart out, or fork the job that the model comes from.");
      return spec;
    }
    requireSameShape(spec, model.plan(), violations);
    List<String> columns =
        model.plan().preprocessing().features().stream().map(FeatureTransform::column).toList();
    requireFeatures(spec, chosen, columns, violations);
    if (dataset != null && violations.sound("dataset")) {
      requireColumns(model.plan(), dataset, violations);
    }
    ObjectNode fixed = json.tree(spec);
    fixed.put("warmStart", model.reference());
    fixed.putPOJO("features", columns);
    return json.spec(fixed.toString());
  }

  private static void requireSameShape(JobSpec spec, TrainingPlan plan, Violations violations) {
    same("label", spec.label(), plan.preprocessing().target().column(), violations);
    same("task", spec.task(), plan.task().name().toLowerCase(Locale.ROOT), violations);
    ModelSpec model = Objects.requireNonNull(spec.model());
    switch (plan.model()) {
      case ModelDefinition.Linear linear -> {
        same("model.type", model.type(), "linear", violations);
        same("model.bias", !Boolean.FALSE.equals(model.bias()), linear.bias(), violations);
      }
      case ModelDefinition.Mlp mlp -> {
        same("model.type", model.type(), "mlp", violations);
        same("model.bias", !Boolean.FALSE.equals(model.bias()), mlp.bias(), violations);
        same("model.hidden", model.hidden(), mlp.hidden(), violations);
        same(
            "model.activation",
            model.activation(),
            mlp.activation().name().toLowerCase(Locale.ROOT),
            violations);
      }
      case ModelDefinition.Autoencoder coder -> {
        same("model.type", model.type(), "autoencoder", violations);
        same("model.bias", !Boolean.FALSE.equals(model.bias()), coder.bias(), violations);
        same("model.hidden", model.hidden(), coder.hidden(), violations);
        same("model.code", model.code(), coder.code(), violations);
        same(
            "model.activation",
            model.activation(),
            coder.activation().name().toLowerCase(Locale.ROOT),
            violations);
      }
      case ModelDefinition.Cnn cnn -> {
        same("model.type", model.type(), "cnn", violations);
        same("model.bias", !Boolean.FALSE.equals(model.bias()), cnn.bias(), violations);
        ModelDefinition.Image image = cnn.image();
        same(
            "model.image",
            model.image(),
            List.of(image.rows(), image.columns(), image.channels()),
            violations);
        same("model.filters", model.filters(), cnn.filters(), violations);
        same("model.kernel", model.kernel(), cnn.kernel(), violations);
        same("model.hidden", model.hidden(), cnn.hidden(), violations);
        same(
            "model.activation",
            model.activation(),
            cnn.activation().name().toLowerCase(Locale.ROOT),
            violations);
      }
      case ModelDefinition.FactorizationMachine machine -> {
        boolean recommends = plan.task() == Task.RECOMMENDATION;
        same(
            "model.type",
            model.type(),
            recommends ? "matrix-factorization" : "factorization-machine",
            violations);
        if (recommends) {
          List<FeatureTransform> columns = plan.preprocessing().features();
          same("model.user", model.user(), columns.getFirst().column(), violations);
          same("model.item", model.item(), columns.getLast().column(), violations);
        }
        same("model.bias", !Boolean.FALSE.equals(model.bias()), machine.bias(), violations);
        same("model.factors", model.factors(), machine.factors(), violations);
      }
      case ModelDefinition.Unsupervised unlabelled ->
          throw new IllegalArgumentException("nothing starts from %s".formatted(unlabelled));
    }
    same("model.loss", model.loss(), loss(plan.loss()), violations);
  }

  /** As specs have it. */
  private static String loss(LossDefinition loss) {
    return switch (loss) {
      case LossDefinition.CrossEntropy x -> "cross-entropy";
      case LossDefinition.Logistic x -> "logistic";
      case LossDefinition.Hinge x -> "hinge";
      case LossDefinition.SquaredHinge x -> "squared-hinge";
      case LossDefinition.SquaredError x -> "squared";
      case LossDefinition.Huber x -> "huber";
      case LossDefinition.Poisson x -> "poisson";
      case LossDefinition.Pairwise x -> "pairwise";
    };
  }

  private static void requireFeatures(
      JobSpec spec, boolean chosen, List<String> columns, Violations violations) {
    List<String> features = spec.features();
    if (chosen && features != null && !new HashSet<>(features).equals(new HashSet<>(columns))) {
      violations.add(
          "features",
          "features is %s, but the model looks at %s.".formatted(features, columns),
          "Leave features out: the model's are taken.");
    }
    List<String> ignored = spec.ignore() == null ? List.of() : spec.ignore();
    for (String column : columns) {
      if (ignored.contains(column)) {
        violations.add(
            "ignore",
            "ignore has %s, which the model looks at.".formatted(column),
            "Leave %s out of ignore.".formatted(column));
      }
    }
  }

  private static void requireColumns(
      TrainingPlan plan, DatasetView dataset, Violations violations) {
    Map<String, ColumnView> there =
        dataset.columns().stream()
            .collect(Collectors.toMap(ColumnView::name, Function.identity(), (a, b) -> a));
    for (FeatureTransform transform : plan.preprocessing().features()) {
      ColumnView column = there.get(transform.column());
      if (column == null || !fits(transform, column)) {
        violations.add(
            "dataset",
            column == null
                ? "The data set %s has no column %s, which the model looks at."
                    .formatted(dataset.name(), transform.column())
                : "Column %s of %s is %s of width %d, which is not what the model learned from."
                    .formatted(column.name(), dataset.name(), column.type(), column.width()),
            "Take data with the columns that the model was trained with.");
      }
    }
  }

  private static boolean fits(FeatureTransform transform, ColumnView column) {
    boolean used = !"ignore".equals(column.role()) && !"id".equals(column.role());
    return used
        && switch (transform) {
          case FeatureTransform.Standardize x -> column.type().equals("numeric");
          case FeatureTransform.Words x ->
              column.type().equals("categorical") || column.type().equals("text");
          case FeatureTransform.OneHot x ->
              column.type().equals("categorical") || column.type().equals("text");
          case FeatureTransform.Entity x ->
              x.numbers()
                  ? column.type().equals("numeric")
                  : column.type().equals("categorical") || column.type().equals("text");
          case FeatureTransform.DateParts x -> column.type().equals("datetime");
          case FeatureTransform.ScaleBytes x ->
              column.type().equals("vector") && column.width() == x.width();
          // Indices beyond what the model knows count for nothing, as in predictions.
          case FeatureTransform.ScaleSparse x -> column.type().equals("sparse");
        };
  }

  private static void same(
      String field, @Nullable Object value, @Nullable Object was, Violations violations) {
    if (violations.sound(field) && !Objects.equals(value, was)) {
      violations.add(
          field,
          "%s is %s, but the model was made with %s.".formatted(field, value, was),
          "Write %s: %s.".formatted(field, was));
    }
  }
}
