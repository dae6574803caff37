package io.tributary.web.models;

import io.tributary.client.model.ModelView;
import java.util.Map;
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
    return new ModelPage(model, numbers, new TreeMap<>(model.provenance()));
  }
}
