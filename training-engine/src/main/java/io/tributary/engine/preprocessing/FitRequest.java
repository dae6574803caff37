package io.tributary.engine.preprocessing;

import io.tributary.engine.plan.EdgeFiles;
import io.tributary.engine.plan.Task;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a preprocessing is fitted to, where rows stay in files at agents: each agent fits to its
 * training rows and tells the sums.
 *
 * @param features raw columns, in the order of the model's inputs
 * @param label null where nothing is learnt from labels
 * @param weight column of the rows' weights; null where all count alike
 * @param outputs what a row becomes where there is no label
 * @param scaling for numeric features
 * @param labelScaling for a label that is a number
 * @param files of the job
 */
public record FitRequest(
    Task task,
    List<String> features,
    @Nullable String label,
    @Nullable String weight,
    int outputs,
    Scaling scaling,
    Scaling labelScaling,
    EdgeFiles files) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public FitRequest {
    features = List.copyOf(features);
  }

  /** A fitter that has seen nothing. */
  public PreprocessingFitter fitter() {
    String target = label;
    return target == null
        ? PreprocessingFitter.withoutLabel(features, task, outputs, scaling).weighedBy(weight)
        : new PreprocessingFitter(features, target, task, scaling, labelScaling).weighedBy(weight);
  }

  /** Columns that are looked at. */
  public List<String> columns() {
    return Stream.concat(
            features.stream(),
            Stream.of(label, weight).filter(Objects::nonNull).map(Objects::requireNonNull))
        .toList();
  }

  /** One line of JSON. */
  public String toJson() {
    return MAPPER.writeValueAsString(this);
  }

  /** The request in {@code json}. Throws {@code IllegalArgumentException} where it is none. */
  public static FitRequest fromJson(String json) {
    try {
      return MAPPER.readValue(json, FitRequest.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "not a request to fit a preprocessing: " + e.getOriginalMessage(), e);
    }
  }
}
