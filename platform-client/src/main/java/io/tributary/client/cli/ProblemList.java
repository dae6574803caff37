package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.problem.ProblemView;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "problems", description = "Say what is wrong now, why, and what to do.")
final class ProblemList extends ClientCommand {
  @Mixin private final Output output = new Output();

  ProblemList(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    List<ProblemView> problems = client.problems().list();
    output.write(out(), problems, out -> describe(problems, out));
    return DONE;
  }

  private static void describe(List<ProblemView> problems, PrintWriter out) {
    if (problems.isEmpty()) {
      out.println("Nothing is wrong.");
    }
    for (ProblemView problem : problems) {
      String subject = problem.subjectId() == null ? "" : " " + problem.subjectId();
      out.println(
          Wording.printable(
              "%s  %s  (%s, %s%s, since %s)"
                  .formatted(
                      problem.severity(),
                      problem.title(),
                      problem.code(),
                      problem.subjectType(),
                      subject,
                      Wording.time(problem.since()))));
      out.println(Wording.printable("  " + problem.cause()));
      out.println(Wording.printable("  " + problem.advice()));
    }
  }
}
