package io.tributary.engine.table;

import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * A sparse column as an Arrow map from index to number, its keys sorted; the field's metadata have
 * the lowest index ({@code first}) and the number of indices ({@code width}).
 */
final class SparseVectors {
  private static final String FIRST = "first";
  private static final String WIDTH = "width";
  private static final Field INDEX =
      new Field(
          MapVector.KEY_NAME,
          FieldType.notNullable(new ArrowType.Int(Integer.SIZE, true)),
          List.of());
  private static final Field NUMBER =
      new Field(
          MapVector.VALUE_NAME,
          FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
          List.of());
  private static final Field ENTRIES =
      new Field(
          MapVector.DATA_VECTOR_NAME,
          FieldType.notNullable(new ArrowType.Struct()),
          List.of(INDEX, NUMBER));

  private SparseVectors() {}

  static MapVector write(Column.Sparse column, BufferAllocator allocator) {
    Map<String, String> metadata =
        Map.of(FIRST, Integer.toString(column.first()), WIDTH, Integer.toString(column.width()));
    FieldType type = new FieldType(false, new ArrowType.Map(true), null, metadata);
    MapVector vector = new MapVector(column.name(), allocator, type, null);
    vector.initializeChildrenFromFields(List.of(ENTRIES));
    int rows = column.rows();
    int count = column.indices().length;
    StructVector entries = (StructVector) vector.getDataVector();
    IntVector indices = (IntVector) entries.getChildByOrdinal(0);
    Float8Vector values = (Float8Vector) entries.getChildByOrdinal(1);
    vector.setInitialCapacity(rows);
    vector.allocateNew();
    while (vector.getValueCapacity() < rows) {
      vector.reAlloc();
    }
    while (entries.getValueCapacity() < count) {
      entries.reAlloc();
    }
    indices.allocateNew(count);
    values.allocateNew(count);
    for (int i = 0; i < count; i++) {
      entries.setIndexDefined(i);
      indices.set(i, column.indices()[i]);
      values.set(i, column.values()[i]);
    }
    for (int row = 0; row < rows; row++) {
      vector.startNewValue(row);
      vector.endValue(row, column.offsets()[row + 1] - column.offsets()[row]);
    }
    vector.setValueCount(rows);
    return vector;
  }

  static Column read(MapVector vector) {
    Map<String, String> metadata = vector.getField().getMetadata();
    if (!metadata.containsKey(FIRST)
        || !metadata.containsKey(WIDTH)
        || !(vector.getDataVector() instanceof StructVector entries)
        || !(entries.getChildByOrdinal(0) instanceof IntVector keys)
        || !(entries.getChildByOrdinal(1) instanceof Float8Vector numbers)) {
      throw new IllegalArgumentException(
          "column %s is a map, but not of sparse rows".formatted(vector.getName()));
    }
    int rows = vector.getValueCount();
    int[] offsets = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      offsets[row + 1] = vector.getElementEndIndex(row);
    }
    int[] indices = new int[offsets[rows]];
    double[] values = new double[offsets[rows]];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = keys.get(i);
      values[i] = numbers.get(i);
    }
    return new Column.Sparse(
        vector.getName(),
        Integer.parseInt(metadata.get(FIRST)),
        Integer.parseInt(metadata.get(WIDTH)),
        offsets,
        indices,
        values);
  }
}
