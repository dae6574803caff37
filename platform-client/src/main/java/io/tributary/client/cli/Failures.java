package io.tributary.client.cli;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import io.tributary.client.problem.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong, why and what to do, without stack traces. */
public final class Failures {
  /** The platform, or this machine, refused. */
  public static final int REFUSED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** No platform answers. */
  public static final int UNREACHABLE = 3;

  private Failures() {}

  /**
   * Explains a failure of one of these commands.
   *
   * @return the exit status; empty, with nothing written, for a failure of another kind
   */
  public static OptionalInt explain(Exception failure, PrintWriter err) {
    return switch (failure) {
      case TributaryException refusal -> {
        say(err, refusal.getMessage());
        violations(refusal).writeTo(err);
        say(err, refusal.advice());
        yield OptionalInt.of(REFUSED);
      }
      case PlatformUnreachable unreachable -> {
        say(err, unreachable.getMessage());
        say(err, unreachable.advice());
        yield OptionalInt.of(UNREACHABLE);
      }
      case CommandFailure own -> {
        say(err, own.getMessage());
        say(err, own.advice());
        yield OptionalInt.of(own.status());
      }
      case NoSuchFileException missing -> {
        say(err, "There is no file or directory %s.".formatted(missing.getFile()));
        yield OptionalInt.of(USAGE);
      }
      case FileSystemException file -> {
        String reason = file.getReason();
        say(
            err,
            "%s cannot be used: %s."
                .formatted(
                    file.getFile(), reason == null ? file.getClass().getSimpleName() : reason));
        yield OptionalInt.of(REFUSED);
      }
      case IOException io -> {
        say(err, io.getMessage());
        yield OptionalInt.of(REFUSED);
      }
      case CancellationException cancelled -> {
        say(err, cancelled.getMessage());
        yield OptionalInt.of(REFUSED);
      }
      case Exception other -> OptionalInt.empty();
    };
  }

  private static void say(PrintWriter err, @Nullable String sentence) {
    if (sentence != null && !sentence.isEmpty()) {
      err.println(Wording.printable(sentence));
    }
  }

  private static TextTable violations(TributaryException refusal) {
    TextTable table = new TextTable("FIELD", "WHAT IS WRONG", "ADVICE");
    for (Violation violation : refusal.violations()) {
      table.row(violation.field(), violation.message(), violation.advice());
    }
    return table;
  }
}
