package io.tributary.engine.preprocessing;

import java.util.List;

/** Inputs of rows as a model reads them. Arrays are owned by the rows and never change. */
public sealed interface InputRows {
  int rows();

  /** Inputs of each row. */
  int inputs();

  /** Every input of every row. */
  record Dense(int rows, int inputs, float[] values) implements InputRows {
    /**
     * @param values shape [rows, inputs], row-major
     */
    public Dense {
      if (values.length != Math.multiplyExact(rows, inputs)) {
        throw new IllegalArgumentException(
            "%d values are no %d rows of %d inputs".formatted(values.length, rows, inputs));
      }
    }
  }

  /**
   * Only inputs that may differ from zero (compressed sparse rows).
   *
   * @param inputs that a row has, most of them zero
   * @param offsets where each row begins in the arrays below, then where the last one ends; of
   *     length rows + 1, from 0
   * @param places of inputs, from 0, ascending within a row
   * @param values aligned with {@code places}
   */
  record Sparse(int inputs, int[] offsets, int[] places, float[] values) implements InputRows {
    @Override
    public int rows() {
      return offsets.length - 1;
    }
  }

  /** The rows at {@code positions}, in that order. */
  default InputRows pick(int[] positions) {
    return switch (this) {
      case Dense dense -> {
        float[] picked = new float[Math.multiplyExact(positions.length, dense.inputs())];
        for (int i = 0; i < positions.length; i++) {
          System.arraycopy(dense.values(), positions[i] * inputs(), picked, i * inputs(), inputs());
        }
        yield new Dense(positions.length, inputs(), picked);
      }
      case Sparse sparse -> pick(sparse, positions);
    };
  }

  private static Sparse pick(Sparse rows, int[] positions) {
    int[] offsets = new int[positions.length + 1];
    for (int i = 0; i < positions.length; i++) {
      offsets[i + 1] = offsets[i] + rows.offsets()[positions[i] + 1] - rows.offsets()[positions[i]];
    }
    int[] places = new int[offsets[positions.length]];
    float[] values = new float[places.length];
    for (int i = 0; i < positions.length; i++) {
      int from = rows.offsets()[positions[i]];
      int count = offsets[i + 1] - offsets[i];
      System.arraycopy(rows.places(), from, places, offsets[i], count);
      System.arraycopy(rows.values(), from, values, offsets[i], count);
    }
    return new Sparse(rows.inputs(), offsets, places, values);
  }

  /**
   * Rows one after the other.
   *
   * @param parts at least one, all dense or all sparse, with equally many inputs
   */
  static InputRows joined(List<InputRows> parts) {
    return switch (parts.getFirst()) {
      case Dense first -> joinedDense(parts, first.inputs());
      case Sparse first -> joinedSparse(parts, first.inputs());
    };
  }

  private static Dense joinedDense(List<InputRows> parts, int inputs) {
    int rows = parts.stream().mapToInt(InputRows::rows).sum();
    float[] values = new float[Math.multiplyExact(rows, inputs)];
    int at = 0;
    for (InputRows part : parts) {
      float[] next = ((Dense) part).values();
      System.arraycopy(next, 0, values, at, next.length);
      at += next.length;
    }
    return new Dense(rows, inputs, values);
  }

  private static Sparse joinedSparse(List<InputRows> parts, int inputs) {
    int rows = parts.stream().mapToInt(InputRows::rows).sum();
    int count = 0;
    for (InputRows part : parts) {
      count = Math.addExact(count, ((Sparse) part).places().length);
    }
    int[] offsets = new int[rows + 1];
    int[] places = new int[count];
    float[] values = new float[count];
    int row = 0;
    int at = 0;
    for (InputRows part : parts) {
      Sparse next = (Sparse) part;
      System.arraycopy(next.places(), 0, places, at, next.places().length);
      System.arraycopy(next.values(), 0, values, at, next.values().length);
      for (int i = 1; i < next.offsets().length; i++) {
        offsets[++row] = at + next.offsets()[i];
      }
      at += next.places().length;
    }
    return new Sparse(inputs, offsets, places, values);
  }
}
