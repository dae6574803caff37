package io.tributary.standalone.cli;

import io.tributary.client.Pause;
import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobStates;
import io.tributary.client.job.JobView;
import io.tributary.client.sample.SampleKind;
import io.tributary.standalone.Endpoints;
import io.tributary.standalone.Home;
import io.tributary.standalone.LauncherException;
import io.tributary.standalone.LocalPlatform;
import io.tributary.standalone.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo}: everything from nothing to a trained model, before one's eyes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts the platform, makes and uploads sample data, trains a model on it and shows it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the job succeeded", "1:it did not"})
final class DemoCommand implements Callable<Integer> {
  /** Of the largest batch, and a fifth held out. */
  private static final int LEAST_ROWS = 700;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES} (digits if not given)")
  private SampleKind kind = SampleKind.DIGITS;

  @Option(names = "--rows", paramLabel = "N", description = "How many rows or images.")
  private @Nullable Integer rows;

  @Option(names = "--seed", description = "The same seed gives the same data (7 if not given).")
  private long seed = SampleJob.USUAL_SEED;

  @Option(
      names = "--exit",
      description = "End after the training, and stop what this command started.")
  private boolean exit;

  @Option(
      names = "--cluster",
      description = "Train on the running cluster of './tributary cluster up'; starts nothing.")
  private boolean cluster;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before any call
  private DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rows != null && rows < LEAST_ROWS) {
      throw new ParameterException(
          spec.commandLine(),
          "--rows is %d; the sample jobs need at least %d.".formatted(rows, LEAST_ROWS));
    }
    return cluster ? onCluster() : onThisMachine();
  }

  private int onCluster() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Home home = Terminal.clusterHome();
    Endpoints endpoints =
        Endpoints.read(home.endpointsFile())
            .orElseThrow(
                () ->
                    new LauncherException(
                        "No cluster of %s runs. Start it with './tributary cluster up'."
                            .formatted(home.root())));
    try (TributaryClient client = Terminal.client(home, endpoints)) {
      return train(client, home, endpoints, out);
    }
  }

  private int onThisMachine() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    LocalPlatform platform = Terminal.platform();
    boolean ranBefore = platform.status().values().stream().anyMatch(pid -> pid != 0);
    if (!ranBefore) {
      // Ctrl-C, --exit and a failure all end here.
      Runtime.getRuntime().addShutdownHook(new Thread(platform::stop, "stop-platform"));
    }
    LocalPlatform.Started started = platform.start(Ports.of(System.getenv()), OptionalInt.empty());
    UpCommand.describe(started, out);
    try (TributaryClient client = platform.client()) {
      int status = train(client, platform.home(), started.endpoints(), out);
      if (!exit) {
        stayUp(ranBefore, out);
      }
      return status;
    }
  }

  private int train(TributaryClient client, Home home, Endpoints endpoints, PrintWriter out)
      throws IOException, InterruptedException {
    Path directory = home.root().resolve("demo");
    JobView job =
        new SampleJob(client, directory, Pause.real(), out)
            .run(kind, seed, rows == null ? SampleJob.usualRows(kind) : rows);
    SampleJob.describe(job, endpoints.web(), out);
    return job.state().equals(JobStates.SUCCEEDED) ? 0 : 1;
  }

  private static void stayUp(boolean ranBefore, PrintWriter out) throws InterruptedException {
    if (!ranBefore) {
      out.println("\nLook around. Ctrl-C stops the platform; your data stays.");
      out.flush();
      new CountDownLatch(1).await();
    }
  }
}
