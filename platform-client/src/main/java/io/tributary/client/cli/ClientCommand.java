package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks the platform. */
@Command(sortOptions = false, usageHelpAutoWidth = true)
abstract class ClientCommand implements Callable<Integer> {
  static final int DONE = 0;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final ClientContext context;

  ClientCommand(ClientContext context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws IOException {
    try (TributaryClient client = connection.open(context)) {
      return run(client);
    } finally {
      out().flush();
    }
  }

  /** Does the work and returns the exit status. */
  abstract int run(TributaryClient client) throws IOException;

  ClientContext context() {
    return context;
  }

  /** For results. */
  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  /** For progress and what went wrong. */
  PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
