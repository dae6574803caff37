package io.tributary.standalone.cli;

import io.tributary.standalone.LauncherException;
import io.tributary.standalone.LocalPlatform;
import io.tributary.standalone.Ports;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts what does not run and returns when all of it is ready. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the platform in the background and returns when it is ready.")
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--agents",
      paramLabel = "N",
      description = "How many agents there shall be at least (default: 2).")
  private @Nullable Integer agents;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private UpCommand() {}

  @Override
  public Integer call() {
    OptionalInt count = agents == null ? OptionalInt.empty() : OptionalInt.of(agents);
    if (count.isPresent() && (count.getAsInt() < 0 || count.getAsInt() > 64)) {
      throw new LauncherException("--agents is %d; it is 0 to 64.".formatted(count.getAsInt()));
    }
    LocalPlatform.Started result = Terminal.platform().start(Ports.of(System.getenv()), count);
    describe(result, spec.commandLine().getOut());
    return 0;
  }

  static void describe(LocalPlatform.Started result, PrintWriter out) {
    out.println(
        result.started().isEmpty() ? "Tributary is running already." : "Tributary is ready.");
    out.println("  Dashboard  " + result.endpoints().web());
    out.println("  API        " + result.endpoints().api());
    out.println("  Agents     " + String.join(", ", result.endpoints().pids().agents().keySet()));
    result
        .adminPassword()
        .ifPresentOrElse(
            password ->
                out.println(
                    "  Sign in    admin / %s  (shown this once; './tributary password' makes a new one)"
                        .formatted(password)),
            () -> out.println("  Sign in    admin  ('./tributary password' makes a new password)"));
  }
}
