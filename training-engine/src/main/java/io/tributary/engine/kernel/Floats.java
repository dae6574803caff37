package io.tributary.engine.kernel;

/** A vector of floats where products are computed. Not thread-safe. */
interface Floats extends AutoCloseable {

  /** Overwrites {@code length} values from position {@code at} on. */
  void put(int at, float[] source, int from, int length);

  /** Copies the {@code length} values from position {@code at} on to the target's beginning. */
  void get(int at, float[] target, int length);

  /** The vector from position {@code at} on as matrices; valid until {@link #close()}. */
  Matrix from(int at);

  @Override
  void close();

  /** Memory in which matrices begin: column-major, without gaps, of a product's shape. */
  interface Matrix {

    /**
     * this [m, n] = op(a) [m, k] x op(b) [k, n] + beta * this.
     *
     * @param transposeA whether a is stored as [k, m]; {@code transposeB} whether b is as [n, k]
     * @param a of the same kind as this one, and so is {@code b}; neither overlaps it
     * @param beta 0 (what was here is not looked at) or 1
     */
    void product(
        boolean transposeA,
        boolean transposeB,
        int m,
        int n,
        int k,
        Matrix a,
        Matrix b,
        float beta);
  }
}
