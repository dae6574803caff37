package io.tributary.engine.kernel;

import io.tributary.engine.blas.Backend;
import io.tributary.engine.blas.LoadedBlas;

/** Where a kernel's vectors lie and its products are computed. */
enum MatrixMemory {
  /** Native memory and OpenBLAS on one thread. */
  NATIVE {
    @Override
    Floats allocate(long length) {
      return new NativeFloats(length);
    }
  },
  /** Wherever ND4J's back end has its arrays, with its own operations. */
  ARRAYS {
    @Override
    Floats allocate(long length) {
      return new ArrayFloats(length);
    }
  };

  /** For the back end that is loaded. */
  static MatrixMemory of(Backend backend) {
    return switch (backend) {
      case CPU -> {
        LoadedBlas.useOneThread();
        yield NATIVE;
      }
      case GPU -> ARRAYS;
    };
  }

  /** A vector of unspecified values; the caller closes it. */
  abstract Floats allocate(long length);
}
