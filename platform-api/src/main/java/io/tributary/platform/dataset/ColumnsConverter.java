package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnView;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Columns as JSON: they are always read and written together. */
@Converter
class ColumnsConverter implements AttributeConverter<List<ColumnView>, String> {
  @Override
  public String convertToDatabaseColumn(List<ColumnView> columns) {
    return JsonMapper.shared().writeValueAsString(columns);
  }

  @Override
  public List<ColumnView> convertToEntityAttribute(String json) {
    return List.copyOf(
        JsonMapper.shared().readValue(json, new TypeReference<List<ColumnView>>() {}));
  }
}
