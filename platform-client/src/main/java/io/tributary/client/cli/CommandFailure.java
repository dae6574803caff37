package io.tributary.client.cli;

/** A command that cannot be carried out, for a reason found on this side. */
final class CommandFailure extends RuntimeException {
  private final int status;
  private final String advice;

  private CommandFailure(int status, String sentence, String advice) {
    super(sentence);
    this.status = status;
    this.advice = advice;
  }

  /** The command line names something that cannot be used. */
  static CommandFailure usage(String sentence, String advice) {
    return new CommandFailure(Failures.USAGE, sentence, advice);
  }

  /** The platform was asked and does not have what is named. */
  static CommandFailure refused(String sentence, String advice) {
    return new CommandFailure(Failures.REFUSED, sentence, advice);
  }

  /** Nothing says where the platform is. */
  static CommandFailure noPlatform(String sentence, String advice) {
    return new CommandFailure(Failures.UNREACHABLE, sentence, advice);
  }

  int status() {
    return status;
  }

  String advice() {
    return advice;
  }
}
