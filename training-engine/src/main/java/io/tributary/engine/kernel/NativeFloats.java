package io.tributary.engine.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A vector of floats in native memory, owned by an ND4J array, for BLAS to read and write. */
final class NativeFloats implements AutoCloseable {
  private final INDArray array;
  private final FloatPointer pointer;
  private final FloatBuffer buffer;

  NativeFloats(long length) {
    array = Nd4j.create(DataType.FLOAT, length);
    pointer = new FloatPointer(array.data().addressPointer());
    buffer = array.data().asNioFloat();
  }

  /** BLAS's view from position {@code at} on; valid until {@link #close()}. */
  FloatPointer from(int at) {
    return pointer.getPointer(at);
  }

  void put(int at, float[] source, int from, int length) {
    buffer.put(at, source, from, length);
  }

  void get(int at, float[] target, int length) {
    buffer.get(at, target, 0, length);
  }

  @Override
  public void close() {
    array.close();
  }
}
