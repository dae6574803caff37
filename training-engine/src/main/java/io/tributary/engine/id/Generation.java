package io.tributary.engine.id;

/**
 * Fencing number of a job's coordinator and assignment; only grows. A record that carries an older
 * generation than the reader knows is void.
 */
public record Generation(long value) implements Comparable<Generation> {
  public static final Generation NONE = new Generation(0);

  public Generation next() {
    return new Generation(Math.addExact(value, 1));
  }

  public boolean isBefore(Generation other) {
    return value < other.value;
  }

  @Override
  public int compareTo(Generation other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
