package io.tributary.client.cli;

import io.tributary.client.StubApi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** One run of the command line: what it wrote and how it ended. */
record Run(int status, String out, String err) {

  /** Against a stub, as a script would: no terminal, no waiting. */
  static Run of(StubApi api, Path directory, String... arguments) {
    return of(
        new ClientContext(
            Map.of("TRIBUTARY_API", api.uri().toString(), "TRIBUTARY_TOKEN", "t0"),
            directory,
            false,
            length -> {}),
        arguments);
  }

  static Run of(ClientContext context, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        TributaryCommand.commandLine(context)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setUsageHelpWidth(100)
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int status = line.execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }
}
