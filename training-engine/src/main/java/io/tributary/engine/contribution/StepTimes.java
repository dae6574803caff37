package io.tributary.engine.contribution;

/**
 * Where an agent's time went since its report before this one, in microseconds. All of its time is
 * in one of them.
 *
 * @param computeMicros in the kernel
 * @param evaluateMicros over the holdout
 * @param encodeMicros from numbers to packed integers
 * @param sendMicros handing the contribution before this one to the brokers' client
 * @param waitMicros until the update was there that this step begins with; receiving it is part of
 *     it
 * @param foldMicros folding updates
 */
public record StepTimes(
    long computeMicros,
    long evaluateMicros,
    long encodeMicros,
    long sendMicros,
    long waitMicros,
    long foldMicros) {

  /** Time in the kernel and in packing what it found: what a partition more would cost. */
  public long workMicros() {
    return computeMicros + encodeMicros;
  }

  /** Both one after the other. */
  public StepTimes plus(StepTimes other) {
    return new StepTimes(
        computeMicros + other.computeMicros,
        evaluateMicros + other.evaluateMicros,
        encodeMicros + other.encodeMicros,
        sendMicros + other.sendMicros,
        waitMicros + other.waitMicros,
        foldMicros + other.foldMicros);
  }
}
