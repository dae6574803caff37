package io.tributary.engine.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * In an ND4J array that only ND4J's own operations touch, so that it may lie in a GPU's memory.
 * What is put is collected here and goes over in one transfer before the next product: a block's
 * rows come one by one, and a transfer costs more than the rows.
 */
final class ArrayFloats implements Floats {
  private final INDArray array;
  private final float[] waiting;
  private int waitingFrom;
  private int waitingTo;

  ArrayFloats(long length) {
    array = Nd4j.create(DataType.FLOAT, length);
    waiting = new float[Math.toIntExact(length)];
  }

  @Override
  public void put(int at, float[] source, int from, int length) {
    boolean adjoins = at <= waitingTo && at + length >= waitingFrom;
    if (waitingTo > waitingFrom && !adjoins) {
      transfer();
    }
    boolean none = waitingTo == waitingFrom;
    System.arraycopy(source, from, waiting, at, length);
    waitingFrom = none ? at : Math.min(waitingFrom, at);
    waitingTo = none ? at + length : Math.max(waitingTo, at + length);
  }

  @Override
  public void get(int at, float[] target, int length) {
    transfer();
    if (length > 0) {
      System.arraycopy(part(at, length).toFloatVector(), 0, target, 0, length);
    }
  }

  @Override
  public Matrix from(int at) {
    return new ArrayMatrix(this, at);
  }

  private void transfer() {
    if (waitingTo > waitingFrom) {
      float[] values = Arrays.copyOfRange(waiting, waitingFrom, waitingTo);
      try (INDArray there = Nd4j.createFromArray(values)) {
        part(waitingFrom, values.length).assign(there);
      }
    }
    waitingFrom = 0;
    waitingTo = 0;
  }

  private INDArray part(int at, int length) {
    return array.get(NDArrayIndex.interval(at, at + length));
  }

  @Override
  public void close() {
    array.close();
  }

  private record ArrayMatrix(ArrayFloats floats, int at) implements Matrix {
    /** A view. */
    INDArray shaped(int rows, int columns) {
      floats.transfer();
      return floats.part(at, Math.multiplyExact(rows, columns)).reshape('f', rows, columns);
    }

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
      INDArray left = ((ArrayMatrix) a).shaped(transposeA ? k : m, transposeA ? m : k);
      INDArray right = ((ArrayMatrix) b).shaped(transposeB ? n : k, transposeB ? k : n);
      Nd4j.gemm(left, right, shaped(m, n), transposeA, transposeB, 1, beta);
    }
  }
}
