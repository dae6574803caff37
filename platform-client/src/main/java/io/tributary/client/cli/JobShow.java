package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobView;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a job as it is now.")
final class JobShow extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(names = "--spec", description = "Write its complete spec as YAML, fit for submit.")
  private boolean spec;

  @Mixin private final Output output = new Output();

  JobShow(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    if (spec && output.isJson()) {
      output.write(out(), client.jobs().spec(id), out -> {});
    } else if (spec) {
      out().print(client.jobs().specYaml(id));
    } else {
      JobView job = client.jobs().get(id);
      output.write(out(), job, out -> describe(job, out));
    }
    return DONE;
  }

  private static void describe(JobView job, PrintWriter out) {
    out.printf("%s  %s%n", Wording.printable(job.name()), JobWording.state(job));
    out.println(JobWording.progress(job));
    TextTable facts = new TextTable("", "");
    facts.row("Id", job.id());
    facts.row("Task", job.task() + " on " + job.dataset());
    facts.row("Epoch", job.progress().epoch() + "/" + job.progress().totalEpochs());
    facts.row("Created", Wording.time(job.createdAt()) + " by " + job.createdBy());
    facts.row("Started", Wording.time(job.startedAt()));
    facts.row("Finished", Wording.time(job.finishedAt()));
    facts.row("Digest", Wording.number(job.parametersDigest()));
    JobView.RowLedger rows = job.progress().rowLedger();
    if (rows != null && rows.epochs() > 0) {
      facts.row(
          "Rows",
          "%d epochs ended: seen twice %d, never %d"
              .formatted(rows.epochs(), rows.seenTwice(), rows.never()));
    }
    job.metrics().forEach((name, value) -> facts.row("Metric " + name, value));
    facts.writeTo(out);
    TextTable workers =
        new TextTable("AGENT", "PHASE", "STEP", "PARTITIONS", "SAMPLES/S", "MS/STEP", "HEARTBEAT");
    for (JobView.Worker worker : job.workers()) {
      workers.row(
          worker.name(),
          worker.phase(),
          worker.step(),
          list(worker.partitions()),
          worker.samplesPerSecond(),
          worker.computeMillisPerStep(),
          Wording.number(worker.secondsSinceHeartbeat()) + " s ago");
    }
    if (!job.workers().isEmpty()) {
      out.println();
      workers.writeTo(out);
    }
  }

  private static String list(List<Integer> partitions) {
    return String.join(",", partitions.stream().map(String::valueOf).toList());
  }
}
