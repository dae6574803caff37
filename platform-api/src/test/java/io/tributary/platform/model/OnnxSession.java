package io.tributary.platform.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tributary.engine.preprocessing.FeatureTransform;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file as ONNX Runtime sees it. Not thread-safe. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxSession(byte[] file) throws OrtException {
    session = environment.createSession(file, new OrtSession.SessionOptions());
  }

  OrtSession runtime() {
    return session;
  }

  /** Outputs by name, each as an array of rows. */
  Map<String, Object> run(
      List<FeatureTransform> columns, List<? extends Map<String, @Nullable Object>> rows)
      throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (FeatureTransform column : columns) {
      inputs.put(column.column(), tensor(column, rows));
    }
    Map<String, Object> outputs = new HashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), output.getValue().getValue());
      }
    }
    inputs.values().forEach(OnnxTensor::close);
    return outputs;
  }

  private OnnxTensor texts(String column, List<? extends Map<String, @Nullable Object>> rows)
      throws OrtException {
    String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      Object value = rows.get(i).get(column);
      texts[i] = value == null ? "" : value.toString();
    }
    return OnnxTensor.createTensor(environment, texts, new long[] {rows.size(), 1});
  }

  private OnnxTensor tensor(
      FeatureTransform column, List<? extends Map<String, @Nullable Object>> rows)
      throws OrtException {
    long[] shape = {rows.size(), 1};
    return switch (column) {
      case FeatureTransform.Standardize x -> {
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              rows.get(i).get(x.column()) instanceof Number n ? n.doubleValue() : Double.NaN;
        }
        yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), shape);
      }
      case FeatureTransform.OneHot x -> texts(x.column(), rows);
      case FeatureTransform.Entity x -> texts(x.column(), rows);
      case FeatureTransform.Words x ->
          throw new IllegalArgumentException("ONNX reads no words: " + x);
      case FeatureTransform.DateParts x ->
          throw new IllegalArgumentException("ONNX reads no dates: " + x);
      case FeatureTransform.ScaleBytes x -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(rows.size() * x.width());
        for (Map<String, @Nullable Object> row : rows) {
          if (row.get(x.column()) instanceof List<?> list) {
            list.forEach(value -> bytes.put(((Number) value).byteValue()));
          }
        }
        yield OnnxTensor.createTensor(
            environment, bytes.flip(), new long[] {rows.size(), x.width()}, OnnxJavaType.UINT8);
      }
      case FeatureTransform.ScaleSparse x -> {
        double[] values = new double[rows.size() * x.width()];
        for (int i = 0; i < rows.size(); i++) {
          if (rows.get(i).get(x.column()) instanceof Map<?, ?> pairs) {
            for (Map.Entry<?, ?> pair : pairs.entrySet()) {
              int place = Integer.parseInt((String) pair.getKey()) - x.first();
              values[i * x.width() + place] = ((Number) pair.getValue()).doubleValue();
            }
          }
        }
        yield OnnxTensor.createTensor(
            environment, DoubleBuffer.wrap(values), new long[] {rows.size(), x.width()});
      }
    };
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
