package io.tributary.engine.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * In native memory that an ND4J array owns, for OpenBLAS to read and write. Only where ND4J's back
 * end is the CPU: a GPU's arrays have memory of their own there, of which this would see nothing.
 */
final class NativeFloats implements Floats {
  private final INDArray array;
  private final FloatPointer pointer;
  private final FloatBuffer buffer;

  NativeFloats(long length) {
    array = Nd4j.create(DataType.FLOAT, length);
    pointer = new FloatPointer(array.data().addressPointer());
    buffer = array.data().asNioFloat();
  }

  @Override
  public Matrix from(int at) {
    return new NativeMatrix(pointer.getPointer(at));
  }

  @Override
  public void put(int at, float[] source, int from, int length) {
    buffer.put(at, source, from, length);
  }

  @Override
  public void get(int at, float[] target, int length) {
    buffer.get(at, target, 0, length);
  }

  @Override
  public void close() {
    array.close();
  }

  private record NativeMatrix(FloatPointer pointer) implements Matrix {
    @Override
    public void product(
        boolean transposeA,
        boolean transposeB,
        int m,
        int n,
        int k,
        Matrix a,
        Matrix b,
        float beta) {
      cblas_sgemm(
          CblasColMajor,
          transposeA ? CblasTrans : CblasNoTrans,
          transposeB ? CblasTrans : CblasNoTrans,
          m,
          n,
          k,
          1,
          ((NativeMatrix) a).pointer,
          transposeA ? k : m,
          ((NativeMatrix) b).pointer,
          transposeB ? n : k,
          beta,
          pointer,
          m);
    }
  }
}
