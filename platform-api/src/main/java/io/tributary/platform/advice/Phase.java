package io.tributary.platform.advice;

import java.util.Locale;

/** What an agent's time goes into between one contribution and the next. */
public enum Phase {
  /** The gradient. */
  COMPUTE,
  /** The holdout. */
  EVALUATE,
  /** Numbers become packed integers. */
  ENCODE,
  /** Records are handed to the brokers' client. */
  SEND,
  /** The way of a contribution to the control plane, and of the update back. */
  BROKER,
  /** Other agents' contributions to the step are missing. */
  WAIT,
  /** The control plane has everything and writes the update. */
  COMMIT,
  /** The update changes the parameters. */
  FOLD;

  /** As the REST contract has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
