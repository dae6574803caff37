package io.tributary.dataset;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.row.PqStruct;
import dev.hardwood.row.StructAccessor;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of single values of a Parquet file: at its top or in structures, which are called {@code
 * outer.inner}.
 *
 * @param path names of the structures around it
 */
record ParquetColumn(List<String> path, SchemaNode.PrimitiveNode node) {
  /** All columns of a file, in its order. Refuses columns of lists and maps and of bytes. */
  static List<ParquetColumn> of(ReceivedFile file, FileSchema schema) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (SchemaNode child : schema.getRootNode().children()) {
      collect(file, child, List.of(), columns);
    }
    return columns;
  }

  private static void collect(
      ReceivedFile file, SchemaNode node, List<String> path, List<ParquetColumn> columns) {
    String name = String.join(".", append(path, node.name()));
    switch (node) {
      case SchemaNode.GroupNode group -> {
        if (!group.isStruct() || group.maxRepetitionLevel() > 0) {
          throw many(file, name);
        }
        for (SchemaNode child : group.children()) {
          collect(file, child, append(path, node.name()), columns);
        }
      }
      case SchemaNode.PrimitiveNode value -> {
        if (value.maxRepetitionLevel() > 0) {
          throw many(file, name);
        }
        if (isBytes(value)) {
          throw FileProblems.unsupported(
              file,
              "column " + FileNames.printable(name),
              "holds bytes",
              "Write it as text (UTF-8), or leave it out.");
        }
        columns.add(new ParquetColumn(path, value));
      }
    }
  }

  private static RuntimeException many(ReceivedFile file, String name) {
    return FileProblems.unsupported(
        file,
        "column " + FileNames.printable(name),
        "holds lists or maps",
        "Write each of their values as a column of its own, or leave the column out.");
  }

  private static boolean isBytes(SchemaNode.PrimitiveNode node) {
    boolean binary =
        node.type() == PhysicalType.BYTE_ARRAY || node.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY;
    return binary
        && switch (node.logicalType()) {
          case LogicalType.StringType text -> false;
          case LogicalType.EnumType text -> false;
          case LogicalType.JsonType text -> false;
          case LogicalType.DecimalType number -> false;
          case LogicalType.UuidType id -> false;
          case LogicalType.Float16Type number -> false;
          case null, default -> true;
        };
  }

  /** What the column is called. */
  String name() {
    return String.join(".", append(path, node.name()));
  }

  /** Type of the column; null where its values decide. */
  @Nullable String type() {
    return node.type() == PhysicalType.BOOLEAN ? "categorical" : null;
  }

  /** The value in a row: a number or a text; null where missing, as NaN is. */
  @Nullable Object value(StructAccessor row) {
    StructAccessor within = row;
    for (String outer : path) {
      @Nullable PqStruct inner = within.getStruct(outer);
      if (inner == null) {
        return null;
      }
      within = inner;
    }
    Object value = within.isNull(node.name()) ? null : within.getValue(node.name());
    return switch (value) {
      case null -> null;
      case Float number -> number.isNaN() ? null : Double.valueOf(number);
      case Double number -> number.isNaN() ? null : number;
      case Byte number -> number.longValue();
      case Short number -> number.longValue();
      case Integer number -> isUnsigned() ? Integer.toUnsignedLong(number) : number.longValue();
      case Long number ->
          isUnsigned() && number < 0
              ? (Object) new BigInteger(Long.toUnsignedString(number))
              : number;
      case LocalDateTime time -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
      case Number number -> number;
      case Object other -> other.toString();
    };
  }

  private boolean isUnsigned() {
    return node.logicalType() instanceof LogicalType.IntType whole && !whole.isSigned();
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
