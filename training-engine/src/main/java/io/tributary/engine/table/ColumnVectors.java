package io.tributary.engine.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;

/** One column as an Arrow vector and back. Vectors belong to the caller, who closes them. */
final class ColumnVectors {
  private static final FieldType FLOAT8 =
      FieldType.nullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
  private static final FieldType UTF8 = FieldType.notNullable(new ArrowType.Utf8());
  private static final ArrowType.Int INT32 = new ArrowType.Int(Integer.SIZE, true);

  private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

  /** Metadata of a column of times. */
  private static final String PATTERN = "pattern";

  private ColumnVectors() {}

  static FieldVector write(
      Column column, long position, BufferAllocator allocator, MapDictionaryProvider dictionaries) {
    return switch (column) {
      case Column.Numeric numeric -> write(numeric, allocator);
      case Column.Categorical categorical -> {
        DictionaryEncoding encoding = new DictionaryEncoding(position, false, INT32);
        dictionaries.put(
            new Dictionary(texts(column.name(), categorical.dictionary(), allocator), encoding));
        yield write(categorical, encoding, allocator);
      }
      case Column.Instants instants -> write(instants, allocator);
      case Column.Bytes bytes -> write(bytes, allocator);
      case Column.Sparse sparse -> SparseVectors.write(sparse, allocator);
    };
  }

  static Column read(FieldVector vector, DictionaryProvider dictionaries) {
    return switch (vector) {
      case Float8Vector numbers -> numeric(numbers);
      case IntVector codes -> categorical(codes, dictionaries);
      case TimeStampMicroTZVector times -> instants(times);
      case FixedSizeBinaryVector bytes -> bytes(bytes);
      case MapVector map -> SparseVectors.read(map);
      default ->
          throw new IllegalArgumentException(
              "column %s has the type %s, which tables do not hold"
                  .formatted(vector.getName(), vector.getField().getType()));
    };
  }

  private static FieldVector write(Column.Numeric column, BufferAllocator allocator) {
    Float8Vector vector = new Float8Vector(column.name(), FLOAT8, allocator);
    vector.allocateNew(column.rows());
    double[] values = column.values();
    for (int row = 0; row < values.length; row++) {
      if (Double.isNaN(values[row])) {
        vector.setNull(row);
      } else {
        vector.set(row, values[row]);
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  private static Column numeric(Float8Vector vector) {
    double[] values = new double[vector.getValueCount()];
    for (int row = 0; row < values.length; row++) {
      values[row] = vector.isNull(row) ? Double.NaN : vector.get(row);
    }
    return new Column.Numeric(vector.getName(), values);
  }

  private static FieldVector write(
      Column.Categorical column, DictionaryEncoding encoding, BufferAllocator allocator) {
    IntVector vector =
        new IntVector(column.name(), new FieldType(true, INT32, encoding), allocator);
    vector.allocateNew(column.rows());
    int[] codes = column.codes();
    for (int row = 0; row < codes.length; row++) {
      if (codes[row] < 0) {
        vector.setNull(row);
      } else {
        vector.set(row, codes[row]);
      }
    }
    vector.setValueCount(codes.length);
    return vector;
  }

  private static FieldVector texts(String name, List<String> texts, BufferAllocator allocator) {
    VarCharVector vector = new VarCharVector(name, UTF8, allocator);
    vector.allocateNew();
    for (int i = 0; i < texts.size(); i++) {
      vector.setSafe(i, texts.get(i).getBytes(StandardCharsets.UTF_8));
    }
    vector.setValueCount(texts.size());
    return vector;
  }

  private static Column categorical(IntVector vector, DictionaryProvider dictionaries) {
    DictionaryEncoding encoding = vector.getField().getDictionary();
    Dictionary dictionary = encoding == null ? null : dictionaries.lookup(encoding.getId());
    if (dictionary == null || !(dictionary.getVector() instanceof VarCharVector texts)) {
      throw new IllegalArgumentException(
          "column %s has no dictionary of texts".formatted(vector.getName()));
    }
    int[] codes = new int[vector.getValueCount()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = vector.isNull(row) ? -1 : vector.get(row);
    }
    List<String> values = new ArrayList<>(texts.getValueCount());
    for (int i = 0; i < texts.getValueCount(); i++) {
      values.add(new String(texts.get(i), StandardCharsets.UTF_8));
    }
    return new Column.Categorical(vector.getName(), codes, values);
  }

  private static FieldVector write(Column.Instants column, BufferAllocator allocator) {
    FieldType type = new FieldType(true, INSTANT, null, Map.of(PATTERN, column.pattern().word()));
    TimeStampMicroTZVector vector = new TimeStampMicroTZVector(column.name(), type, allocator);
    vector.allocateNew(column.rows());
    long[] micros = column.micros();
    for (int row = 0; row < micros.length; row++) {
      if (micros[row] == TimePattern.NONE) {
        vector.setNull(row);
      } else {
        vector.set(row, micros[row]);
      }
    }
    vector.setValueCount(micros.length);
    return vector;
  }

  private static Column instants(TimeStampMicroTZVector vector) {
    String pattern = vector.getField().getMetadata().get(PATTERN);
    if (pattern == null) {
      throw new IllegalArgumentException(
          "column %s does not say how its times were written".formatted(vector.getName()));
    }
    long[] micros = new long[vector.getValueCount()];
    for (int row = 0; row < micros.length; row++) {
      micros[row] = vector.isNull(row) ? TimePattern.NONE : vector.get(row);
    }
    return new Column.Instants(vector.getName(), TimePattern.of(pattern), micros);
  }

  private static FieldVector write(Column.Bytes column, BufferAllocator allocator) {
    FieldType type = FieldType.notNullable(new ArrowType.FixedSizeBinary(column.width()));
    FixedSizeBinaryVector vector = new FixedSizeBinaryVector(column.name(), type, allocator);
    vector.allocateNew(column.rows());
    for (int row = 0; row < column.rows(); row++) {
      vector.setIndexDefined(row);
    }
    vector.getDataBuffer().setBytes(0, column.values());
    vector.setValueCount(column.rows());
    return vector;
  }

  private static Column bytes(FixedSizeBinaryVector vector) {
    int width = vector.getByteWidth();
    byte[] values = new byte[Math.multiplyExact(width, vector.getValueCount())];
    vector.getDataBuffer().getBytes(0, values);
    return new Column.Bytes(vector.getName(), width, values);
  }
}
