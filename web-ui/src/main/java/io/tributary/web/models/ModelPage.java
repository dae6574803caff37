package io.tributary.web.models;

import io.tributary.client.model.ModelView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model.
 *
 * @param metrics numbers only, by name
 * @param provenance what the model was made from, by name
 */
record ModelPage(ModelView model, Map<String, Object> metrics, Map<String, Object> provenance) {

  static ModelPage of(ModelView model) {
    Map<String, Object> numbers = new TreeMap<>(model.metrics());
    numbers.values().removeIf(value -> !(value instanceof Number));
    Map<String, Object> provenance = new LinkedHashMap<>(model.provenance());
    // The page has the job beside it, whose page has the spec.
    provenance.keySet().removeAll(Set.of("spec", "jobId", "jobName", "step"));
    return new ModelPage(model, numbers, provenance);
  }
}
