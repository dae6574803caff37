package io.tributary.engine.blas;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.FloatPointer;

/**
 * How fast one thread multiplies matrices here.
 *
 * @param core kernel type, see {@link LoadedBlas#core()}
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
    LoadedBlas.useOneThread();
    long fastest = Long.MAX_VALUE;
    try (FloatPointer a = ones(ROWS * DEPTH);
        FloatPointer b = ones(DEPTH * COLUMNS);
        FloatPointer c = ones(ROWS * COLUMNS)) {
      long start = nanoTime.getAsLong();
      long before = start;
      do {
        multiply(a, b, c);
        long now = nanoTime.getAsLong();
        fastest = Math.min(fastest, Math.max(1, now - before));
        before = now;
      } while (before - start < duration.toNanos());
    }
    return new BlasSpeed(LoadedBlas.core(), 2.0 * ROWS * COLUMNS * DEPTH / fastest);
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
