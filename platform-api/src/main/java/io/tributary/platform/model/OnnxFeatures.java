package io.tributary.platform.model;

import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.platform.model.OnnxGraph.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Preprocessing as a part of an ONNX graph: one input per raw column, features out. */
final class OnnxFeatures {
  private static final float BYTE_SCALE = 255f;

  private final OnnxGraph graph;

  OnnxFeatures(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Name of the features, float32, shape [rows, inputs]. */
  String of(List<FeatureTransform> transforms) {
    // All inputs first: no other value may take a column's name.
    transforms.forEach(this::input);
    List<String> features = new ArrayList<>();
    for (FeatureTransform transform : transforms) {
      if (transform.width() > 0) {
        features.add(features(transform));
      }
    }
    if (features.isEmpty()) {
      throw OnnxRefusal.because("no column of it has any value that the model looks at");
    }
    return graph.node("Concat", features, OnnxGraph.attribute("axis", 1));
  }

  private void input(FeatureTransform transform) {
    String column = transform.column();
    if (column.isEmpty()) {
      throw OnnxRefusal.because("a column without a name cannot be an input");
    }
    switch (transform) {
      case FeatureTransform.Standardize x -> graph.input(column, Type.DOUBLE, 1);
      case FeatureTransform.OneHot x -> graph.input(column, Type.STRING, 1);
      // By name, numbers too: as a text without trailing zeros.
      case FeatureTransform.Entity x -> graph.input(column, Type.STRING, 1);
      case FeatureTransform.Words x ->
          throw OnnxRefusal.because(
              "column %s is read word by word, and ONNX has no operator that hashes words"
                  .formatted(column));
      case FeatureTransform.DateParts x ->
          throw OnnxRefusal.because(
              "column %s holds dates or times, and ONNX has no operator that reads them"
                  .formatted(column));
      case FeatureTransform.ScaleBytes x -> graph.input(column, Type.UINT8, x.width());
      // The zeros are there in ONNX: it has no rows of pairs.
      case FeatureTransform.ScaleSparse x -> graph.input(column, Type.DOUBLE, x.width());
    }
  }

  private String features(FeatureTransform transform) {
    String column = transform.column();
    return switch (transform) {
      case FeatureTransform.Standardize x -> standardized(x);
      case FeatureTransform.OneHot x -> oneHot(column, x.categories());
      case FeatureTransform.Entity x -> oneHot(column, x.names());
      case FeatureTransform.DateParts x -> throw new IllegalStateException("dates in ONNX");
      case FeatureTransform.Words x -> throw new IllegalStateException("words in ONNX");
      case FeatureTransform.ScaleBytes x ->
          graph.node("Div", List.of(graph.cast(column, Type.FLOAT), graph.number(BYTE_SCALE)));
      case FeatureTransform.ScaleSparse x -> scaled(x);
    };
  }

  /** Gives [rows, 1, texts] before its shape is changed, with zeros for any other text. */
  private String oneHot(String column, List<String> texts) {
    return graph.node(
        "Reshape",
        List.of(
            graph.mlNode(
                "OneHotEncoder",
                List.of(column),
                OnnxGraph.attribute("cats_strings", texts),
                OnnxGraph.attribute("zeros", 1)),
            graph.integers(-1, texts.size())));
  }

  private String scaled(FeatureTransform.ScaleSparse x) {
    float[] divisors = x.divisorOf();
    if (divisors == null) {
      return graph.cast(x.column(), Type.FLOAT);
    }
    byte[] bytes = Base64.getDecoder().decode(x.divisors());
    String by = graph.cast(graph.floats(bytes, 0, bytes.length, 1, x.width()), Type.DOUBLE);
    return graph.cast(graph.node("Div", List.of(x.column(), by)), Type.FLOAT);
  }

  /** In float64 until the end, as training does it. */
  private String standardized(FeatureTransform.Standardize x) {
    String missing = graph.node("IsNaN", List.of(x.column()));
    String present = graph.node("Where", List.of(missing, graph.number(x.impute()), x.column()));
    String centred = graph.node("Sub", List.of(present, graph.number(x.mean())));
    return graph.cast(graph.node("Div", List.of(centred, graph.number(x.scale()))), Type.FLOAT);
  }
}
