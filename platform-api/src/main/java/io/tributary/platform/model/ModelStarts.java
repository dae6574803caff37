package io.tributary.platform.model;

import io.tributary.engine.plan.TrainingPlans;
import io.tributary.platform.job.StartingModel;
import io.tributary.platform.job.StartingModels;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Models as the starts of jobs. Thread-safe. */
@Component
class ModelStarts implements StartingModels {
  private final ModelRows rows;

  ModelStarts(ModelRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<StartingModel> startingModel(String reference) {
    return ModelReference.of(reference)
        .flatMap(rows::find)
        .map(
            model ->
                new StartingModel(
                    model.name() + "@" + model.version(),
                    TrainingPlans.fromJson(model.plan()),
                    ParameterBytes.read(rows.parameters(model.id()))));
  }
}
