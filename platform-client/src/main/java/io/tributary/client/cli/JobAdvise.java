package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.job.JobAdvice;
import io.tributary.client.job.JobAdvice.AgentTime;
import io.tributary.client.job.JobAdvice.PhaseTime;
import io.tributary.client.job.JobAdvice.Replayed;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "advice",
    description = "Where a job's time goes, and what batch size, agents and strategy suit it.")
final class JobAdvise extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Mixin private final Output output = new Output();

  JobAdvise(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    JobAdvice advice = client.jobs().advice(id);
    output.write(out(), advice, out -> tell(advice, out));
    return DONE;
  }

  private static void tell(JobAdvice advice, PrintWriter out) {
    phases(advice.agents(), out);
    // Where nothing is measured, all of them say the same.
    Stream.concat(
            advice.findings().stream(),
            Stream.of(advice.noise().said(), advice.batchSize().said(), advice.workers().said()))
        .map(JobAdvice.Said::sentence)
        .distinct()
        .forEach(sentence -> out.println(Wording.printable(sentence)));
    TextTable table = new TextTable("STRATEGY", "SECONDS/EPOCH", "SPEED", "");
    for (Replayed replayed : advice.whatIf().strategies()) {
      table.row(
          replayed.strategy() + options(replayed),
          replayed.secondsPerEpoch(),
          replayed.speed(),
          replayed.present() ? "present" : "");
    }
    if (!advice.whatIf().strategies().isEmpty()) {
      out.println();
      table.writeTo(out);
    }
    if (advice.measuredAt() != null) {
      out.println(Wording.printable(advice.whatIf().said().sentence()));
    }
  }

  private static String options(Replayed replayed) {
    return replayed.options().entrySet().stream()
        .map(option -> " " + option.getKey() + " " + option.getValue())
        .collect(Collectors.joining());
  }

  /** Milliseconds by agent and phase, of the last steps. */
  private static void phases(List<AgentTime> agents, PrintWriter out) {
    if (agents.isEmpty()) {
      return;
    }
    List<String> titles = new ArrayList<>(List.of("AGENT", "STEPS", "MS/STEP"));
    for (PhaseTime phase : agents.getFirst().recent()) {
      titles.add(phase.phase().toUpperCase(Locale.ROOT));
    }
    TextTable table = new TextTable(titles.toArray(String[]::new));
    for (AgentTime agent : agents) {
      List<Object> cells =
          new ArrayList<>(List.of(agent.name(), agent.steps(), agent.stepMillis()));
      for (PhaseTime phase : agent.recent()) {
        cells.add(phase.millis());
      }
      table.row(cells.toArray());
    }
    table.writeTo(out);
    out.println();
  }
}
