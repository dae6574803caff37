package io.tributary.platform.security;

/** The append-only record of who did what. Thread-safe. */
public interface Audit {

  /** What became of an attempt. */
  enum Outcome {
    SUCCEEDED,
    REFUSED
  }

  /**
   * Stores one event by the caller of the current request, in the current transaction where there
   * is one.
   *
   * @param action what was tried, for example {@code user.create}
   * @param object what it was tried on, for example a user name; cut at 200 characters
   */
  void record(String action, String object, Outcome outcome);

  /** The same for an actor who is not, or not yet, the caller: {@code platform}, a sign-in. */
  void record(String actor, String action, String object, Outcome outcome);
}
