package io.tributary.platform.model;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Models that no job has trained. */
final class TestModels {
  private static final UUID JOB = UUID.fromString("0b9d2f7e-0000-4000-8000-000000000001");

  private TestModels() {}

  static TrainingPlan plan(
      ModelDefinition model, TargetTransform target, List<FeatureTransform> features) {
    return new TrainingPlan(
        new JobId(JOB),
        switch (target) {
          case TargetTransform.Classes classes -> Task.CLASSIFICATION;
          case TargetTransform.Number number -> Task.REGRESSION;
          case TargetTransform.None none ->
              model instanceof ModelDefinition.Pca || model instanceof ModelDefinition.Autoencoder
                  ? Task.EMBEDDING
                  : Task.CLUSTERING;
        },
        model,
        new OptimizerDefinition.Sgd(0.1f),
        new LearningRateSchedule.Constant(0),
        Regularization.NONE,
        new Preprocessing(features, target),
        new BatchPlan(List.of(10), 5, 1),
        42,
        1,
        new StrategyDefinition.Synchronous(),
        new CompressionDefinition.None());
  }

  static Model model(TrainingPlan plan, float... parameters) {
    return new Model(
        UUID.randomUUID(),
        "homes",
        3,
        Stage.NONE,
        "",
        JOB,
        "homes-weekly",
        120,
        TrainingPlans.toJson(plan),
        """
        {"datasetId":"dataset-1","datasetDigest":"0a1b","step":120,"spec":{"dataset":"homes@1"}}""",
        "{\"loss\":0.5}",
        ParameterBytes.digest(ParameterBytes.of(parameters)),
        Instant.parse("2026-03-01T12:00:00Z"),
        "ada");
  }
}
