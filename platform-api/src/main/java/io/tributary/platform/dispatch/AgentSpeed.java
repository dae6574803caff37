package io.tributary.platform.dispatch;

/**
 * How long an agent takes for its part of one job's steps, as measured lately.
 *
 * @param fixedMillis milliseconds per step that do not depend on rows: the way there and back,
 *     folding, sending
 * @param millisPerRow milliseconds of computing per row
 */
public record AgentSpeed(double fixedMillis, double millisPerRow) {
  /** Where nothing was measured yet, only the number of rows counts. */
  static final AgentSpeed UNKNOWN = new AgentSpeed(0, 1);

  /** Predicted milliseconds of a step in which the agent owns so many rows, more than none. */
  double stepMillis(double rows) {
    return fixedMillis + rows * millisPerRow;
  }
}
