package io.tributary.platform.model;

import io.tributary.client.model.ModelView;
import io.tributary.client.model.ModelView.InputColumn;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stored models as the REST contract shows them. Thread-safe. */
@Component
class ModelViews {
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final JsonMapper json;

  ModelViews(JsonMapper json) {
    this.json = json;
  }

  ModelView of(Model model) {
    TrainingPlan plan = TrainingPlans.fromJson(model.plan());
    TargetTransform target = plan.preprocessing().target();
    return new ModelView(
        model.id().toString(),
        model.name(),
        model.version(),
        model.stage().wireName(),
        model.notes(),
        model.jobId().toString(),
        model.jobName(),
        model.step(),
        plan.task().name().toLowerCase(Locale.ROOT),
        target.column(),
        plan.preprocessing().features().stream().map(ModelViews::input).toList(),
        switch (target) {
          case TargetTransform.Classes classes -> classes.classes();
          case TargetTransform.Number number -> List.of();
          case TargetTransform.None none -> List.of();
        },
        json.readValue(model.metrics(), VALUES),
        model.parametersDigest(),
        json.readValue(model.provenance(), VALUES),
        model.createdAt(),
        model.createdBy());
  }

  private static InputColumn input(FeatureTransform transform) {
    return switch (transform) {
      case FeatureTransform.Standardize x -> new InputColumn(x.column(), "numeric", 1, List.of());
      case FeatureTransform.OneHot x ->
          new InputColumn(
              x.column(),
              "categorical",
              1,
              x.width() > FeatureTransform.OneHot.MOST_DENSE ? List.of() : x.categories());
      case FeatureTransform.Words x -> new InputColumn(x.column(), "text", 1, List.of());
      case FeatureTransform.Entity x ->
          new InputColumn(
              x.column(),
              x.numbers() ? "numeric" : "categorical",
              1,
              x.numbers() || x.width() > FeatureTransform.OneHot.MOST_DENSE
                  ? List.of()
                  : x.names());
      case FeatureTransform.DateParts x -> new InputColumn(x.column(), "datetime", 1, List.of());
      case FeatureTransform.ScaleBytes x ->
          new InputColumn(x.column(), "vector", x.width(), List.of());
      case FeatureTransform.ScaleSparse x ->
          new InputColumn(x.column(), "sparse", x.width(), List.of());
    };
  }
}
