package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobQuery;
import io.tributary.client.job.JobSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List jobs, newest first.")
final class JobList extends ClientCommand {
  @Option(
      names = "--state",
      split = ",",
      description = "Only jobs in these states, for example running,stalled.")
  private List<String> states = new ArrayList<>();

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Part of the name.")
  private @Nullable String text;

  @Mixin private final Length length = new Length();
  @Mixin private final Output output = new Output();

  JobList(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    List<String> wanted = states.stream().map(s -> s.toUpperCase(Locale.ROOT)).toList();
    List<JobSummary> jobs =
        length.collect(
            (cursor, limit) -> client.jobs().list(new JobQuery(wanted, text, cursor, limit)));
    output.write(out(), jobs, out -> table(jobs).writeTo(out));
    length.say(err());
    return DONE;
  }

  private static TextTable table(List<JobSummary> jobs) {
    TextTable table =
        new TextTable("NAME", "STATE", "STEP", "METRICS", "DATA SET", "MODEL", "CREATED", "ID");
    for (JobSummary job : jobs) {
      table.row(
          job.name(),
          job.reason() == null ? job.state() : job.state() + " (" + job.reason() + ")",
          job.step() + "/" + job.totalSteps(),
          JobWording.metrics(job.metrics()).strip(),
          job.dataset(),
          job.model(),
          Wording.time(job.createdAt()),
          job.id());
    }
    return table;
  }
}
