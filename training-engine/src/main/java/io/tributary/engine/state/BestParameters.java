package io.tributary.engine.state;

import java.nio.ByteBuffer;

/** The parameters with the best evaluation so far, and how long ago it was. Not thread-safe. */
public final class BestParameters {
  static final int HEADER_BYTES = Double.BYTES + Long.BYTES + Integer.BYTES + 1;

  private final float[] parameters;
  private double metric = Double.NaN;
  private long step;
  private int worseSince;
  private boolean stopped;

  /**
   * @param length of the parameters; 0 where nobody asks for the best
   */
  BestParameters(int length) {
    this.parameters = new float[length];
  }

  /** Keeps a copy of {@code found}, the parameters after {@code ofStep} steps. */
  void better(double value, long ofStep, float[] found) {
    metric = value;
    step = ofStep;
    worseSince = 0;
    System.arraycopy(found, 0, parameters, 0, parameters.length);
  }

  /** Counts an evaluation that was no better. */
  int worse() {
    return ++worseSince;
  }

  /** Ends the training: the best parameters are those that stay. */
  void stop(float[] target) {
    stopped = true;
    System.arraycopy(parameters, 0, target, 0, parameters.length);
  }

  /** Whether the training was ended because evaluations got no better. */
  public boolean stopped() {
    return stopped;
  }

  /** The best metric; NaN before the first evaluation. */
  public double metric() {
    return metric;
  }

  /** Committed steps that the best parameters include. */
  public long step() {
    return step;
  }

  void write(ByteBuffer buffer) {
    buffer.putDouble(metric).putLong(step).putInt(worseSince).put((byte) (stopped ? 1 : 0));
    buffer.asFloatBuffer().put(parameters);
    buffer.position(buffer.position() + parameters.length * Float.BYTES);
  }

  void read(ByteBuffer buffer) {
    metric = buffer.getDouble();
    step = buffer.getLong();
    worseSince = buffer.getInt();
    stopped = buffer.get() == 1;
    buffer.asFloatBuffer().get(parameters);
    buffer.position(buffer.position() + parameters.length * Float.BYTES);
  }
}
