package io.tributary.web.models;

import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.model.ModelView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What helps to fill in a row: the columns, and rows of the data that the model was trained with.
 *
 * @param examples raw values by column, the label among them; empty where the data are gone
 */
record TryPage(List<TryField> fields, List<Map<String, Object>> examples) {
  /** Images are large, and a few rows are enough to try a model out. */
  private static final int EXAMPLES = 8;

  static TryPage of(ModelView model) {
    return new TryPage(
        model.inputs().stream().map(column -> TryField.of(column, null)).toList(), List.of());
  }

  static TryPage of(ModelView model, DatasetProfile profile, DatasetPreview preview) {
    Map<String, ColumnProfile> profiles =
        profile.columns().stream()
            .collect(Collectors.toMap(ColumnProfile::name, Function.identity(), (a, b) -> a));
    return new TryPage(
        model.inputs().stream()
            .map(column -> TryField.of(column, profiles.get(column.name())))
            .toList(),
        examples(model, preview));
  }

  /** A list of objects, for the script of the page. */
  public String examplesJson() {
    return JsonMapper.shared().writeValueAsString(examples);
  }

  private static List<Map<String, Object>> examples(ModelView model, DatasetPreview preview) {
    List<Map<String, Object>> examples = new ArrayList<>();
    for (List<@Nullable Object> row : preview.rows().stream().limit(EXAMPLES).toList()) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        String name = preview.columns().get(i).name();
        Object value = row.get(i);
        if (value != null && isOf(model, name)) {
          values.put(name, value);
        }
      }
      examples.add(values);
    }
    return examples;
  }

  private static boolean isOf(ModelView model, String column) {
    return column.equals(model.label())
        || model.inputs().stream().anyMatch(input -> input.name().equals(column));
  }
}
