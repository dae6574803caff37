package io.tributary.platform.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A graph under construction. Values are named in the order in which they appear, so the same calls
 * give the same bytes. Not thread-safe.
 */
final class OnnxGraph {
  /** Operators as of ONNX 1.10 (2021), so that runtimes of the last years can read the file. */
  private static final int OPERATORS = 15;

  private static final int ML_OPERATORS = 2;
  private static final int FILE_VERSION = 8;
  private static final String ML_DOMAIN = "ai.onnx.ml";
  private static final String ROWS = "N";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> names = new HashSet<>();

  /** Numbers and texts that tensors are made of. */
  enum Type {
    FLOAT(TensorProto.DataType.FLOAT),
    DOUBLE(TensorProto.DataType.DOUBLE),
    UINT8(TensorProto.DataType.UINT8),
    INT64(TensorProto.DataType.INT64),
    STRING(TensorProto.DataType.STRING);

    private final TensorProto.DataType code;

    Type(TensorProto.DataType code) {
      this.code = code;
    }
  }

  /** An input of shape [rows, width] under just this name. Inputs come before all other values. */
  String input(String name, Type type, int width) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("two values have the name " + name);
    }
    graph.addInput(value(name, type, width));
    return name;
  }

  /**
   * Gives {@code value} out, of shape [rows, width]; named {@code name}, or so with underscores.
   */
  void output(String name, String value, Type type, int width) {
    String free = free(name);
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(free).setName(free));
    graph.addOutput(value(free, type, width));
  }

  /** The one output of an operator. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    return add(NodeProto.newBuilder(), operator, inputs, attributes);
  }

  /** The one output of an operator for classical machine learning. */
  String mlNode(String operator, List<String> inputs, AttributeProto... attributes) {
    return add(NodeProto.newBuilder().setDomain(ML_DOMAIN), operator, inputs, attributes);
  }

  /** float32 of any shape. */
  String floats(byte[] littleEndian, int offset, int length, long... shape) {
    return constant(
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(UnsafeByteOperations.unsafeWrap(littleEndian, offset, length)),
        shape);
  }

  /** One float32. */
  String number(float value) {
    return constant(
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addFloatData(value));
  }

  /** One float64. */
  String number(double value) {
    return constant(
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.DOUBLE.getNumber())
            .addDoubleData(value));
  }

  /** Whole numbers, shape [values]. */
  String integers(long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64.getNumber());
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return constant(tensor, values.length);
  }

  /** Texts, shape [values]. */
  String texts(List<String> values) {
    return constant(
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.STRING.getNumber())
            .addAllStringData(values.stream().map(ByteString::copyFromUtf8).toList()),
        values.size());
  }

  String cast(String value, Type type) {
    return node("Cast", List.of(value), attribute("to", type.code.getNumber()));
  }

  /** The graph as a model without facts about it. */
  ModelProto.Builder model(String name) {
    return ModelProto.newBuilder()
        .setIrVersion(FILE_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPERATORS))
        .setGraph(graph.setName(name));
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, long[] values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto attribute(String name, List<String> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  private String add(
      NodeProto.Builder node, String operator, List<String> inputs, AttributeProto... attributes) {
    String output = free(operator + "/" + graph.getNodeCount());
    graph.addNode(
        node.setOpType(operator)
            .setName(output)
            .addAllInput(inputs)
            .addAllAttribute(List.of(attributes))
            .addOutput(output));
    return output;
  }

  private String constant(TensorProto.Builder tensor, long... shape) {
    String name = free("constant/" + graph.getInitializerCount());
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor.setName(name));
    return name;
  }

  /** A column may have any name, and no two values may have the same. */
  private String free(String wanted) {
    String name = wanted;
    while (!names.add(name)) {
      name += "_";
    }
    return name;
  }

  private static ValueInfoProto value(String name, Type type, int width) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.code.getNumber())
                        .setShape(shape)))
        .build();
  }
}
