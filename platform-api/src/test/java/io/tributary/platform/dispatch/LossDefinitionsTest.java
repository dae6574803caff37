package io.tributary.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.job.ClassWeights;
import io.tributary.client.job.JobSpec;
import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.Scaling;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LossDefinitionsTest {
  private static final Preprocessing FITTED =
      new Preprocessing(List.of(), new TargetTransform.Classes("y", List.of("a", "b", "c")));

  @Test
  void balancedClassesCountAlike() {
    LossDefinition loss = loss("cross-entropy", new ClassWeights(null), List.of(10L, 30L, 80L));
    assertThat(loss)
        .isEqualTo(new LossDefinition.CrossEntropy(List.of(4.0, 120 / 90.0, 120 / 240.0)));
  }

  @Test
  void weightsByLabelLeaveTheOthersAlone() {
    LossDefinition loss =
        loss("squared-hinge", new ClassWeights(Map.of("b", 2.5)), List.of(1L, 2L, 3L));
    assertThat(loss).isEqualTo(new LossDefinition.SquaredHinge(List.of(1.0, 2.5, 1.0)));
    assertThat(loss("hinge", null, List.of(1L, 2L, 3L)))
        .isEqualTo(new LossDefinition.Hinge(List.of()));
  }

  @Test
  void countsAreNeverMoved() {
    assertThat(LossDefinitions.labelScaling(spec("poisson", null), Scaling.STANDARDIZE))
        .isEqualTo(Scaling.MEAN);
    assertThat(LossDefinitions.labelScaling(spec("poisson", null), Scaling.NONE))
        .isEqualTo(Scaling.NONE);
    assertThat(LossDefinitions.labelScaling(spec("huber", null), Scaling.STANDARDIZE))
        .isEqualTo(Scaling.STANDARDIZE);
    assertThat(loss("huber", null, List.of())).isEqualTo(new LossDefinition.Huber(0.5f));
  }

  private static LossDefinition loss(
      String name, @Nullable ClassWeights weights, List<Long> classRows) {
    return LossDefinitions.of(spec(name, weights), FITTED, classRows);
  }

  private static JobSpec spec(String loss, @Nullable ClassWeights weights) {
    return new JobSpec(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new JobSpec.ModelSpec("linear", null, null, true, "zeros", loss, 0.5, null, null),
        null,
        new JobSpec.TrainingSpec(1, 1, 1, "horizontal", 1L, 1, null, weights, null, null),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
