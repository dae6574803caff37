package io.tributary.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows to predict: raw column values by column name, as the user knows them. */
public record PredictRequest(List<Map<String, @Nullable Object>> rows) {}
