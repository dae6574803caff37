package io.tributary.engine.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How fast one thread, or the GPU, multiplies matrices here.
 *
 * @param core kernel type, see {@link LoadedBackend#kernelType()}
 * @param gigaflops float32 operations per nanosecond of the fastest product met
 */
public record BlasSpeed(String core, double gigaflops) {
  private static final int ROWS = 256;
  private static final int COLUMNS = 256;
  private static final int DEPTH = 784;

  /**
   * Multiplies [256, 784] by [784, 256] for {@code duration}, once at least. Sets BLAS to one
   * thread.
   *
   * @param nanoTime a clock of nanoseconds
   */
  public static BlasSpeed measure(Duration duration, LongSupplier nanoTime) {
    long fastest =
        switch (LoadedBackend.current()) {
          case CPU -> onCpu(duration, nanoTime);
          case GPU -> onGpu(duration, nanoTime);
        };
    return new BlasSpeed(LoadedBackend.kernelType(), 2.0 * ROWS * COLUMNS * DEPTH / fastest);
  }

  private static long onCpu(Duration duration, LongSupplier nanoTime) {
    LoadedBlas.useOneThread();
    try (FloatPointer a = ones(ROWS * DEPTH);
        FloatPointer b = ones(DEPTH * COLUMNS);
        FloatPointer c = ones(ROWS * COLUMNS)) {
      return fastest(duration, nanoTime, () -> multiply(a, b, c));
    }
  }

  /** Through ND4J; reading a number waits for the device. */
  static long onGpu(Duration duration, LongSupplier nanoTime) {
    try (INDArray a = Nd4j.ones(DataType.FLOAT, ROWS, DEPTH).dup('f');
        INDArray b = Nd4j.ones(DataType.FLOAT, DEPTH, COLUMNS).dup('f');
        INDArray c = Nd4j.create(DataType.FLOAT, new long[] {ROWS, COLUMNS}, 'f')) {
      return fastest(
          duration,
          nanoTime,
          () -> {
            Nd4j.gemm(a, b, c, false, false, 1, 0);
            if (c.getFloat(0) != DEPTH) {
              throw new IllegalStateException("a product of ones is " + c.getFloat(0));
            }
          });
    }
  }

  private static long fastest(Duration duration, LongSupplier nanoTime, Runnable product) {
    long fastest = Long.MAX_VALUE;
    long start = nanoTime.getAsLong();
    long before = start;
    do {
      product.run();
      long now = nanoTime.getAsLong();
      fastest = Math.min(fastest, Math.max(1, now - before));
      before = now;
    } while (before - start < duration.toNanos());
    return fastest;
  }

  private static void multiply(FloatPointer a, FloatPointer b, FloatPointer c) {
    cblas_sgemm(
        CblasColMajor,
        CblasNoTrans,
        CblasNoTrans,
        ROWS,
        COLUMNS,
        DEPTH,
        1,
        a,
        ROWS,
        b,
        DEPTH,
        0,
        c,
        ROWS);
  }

  private static FloatPointer ones(int length) {
    FloatPointer floats = new FloatPointer(length);
    for (int i = 0; i < length; i++) {
      floats.put(i, 1);
    }
    return floats;
  }
}
