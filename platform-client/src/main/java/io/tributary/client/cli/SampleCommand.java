package io.tributary.client.cli;

import io.tributary.client.sample.SampleKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sample",
    usageHelpAutoWidth = true,
    description = {
      "Make sample data; it asks no platform.",
      "digits: drawn digits, an IDX image file and a label file. article: y = x.",
      "blobs, moons: two classes of points. housing: prices from a known formula.",
      "clicks: a log of advertisements with rare names. ratings: of films by people."
    })
final class SampleCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  private SampleKind kind = SampleKind.DIGITS;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where to; for digits the beginning of both files' names.")
  private Path file = Path.of("");

  @Option(names = "--rows", paramLabel = "N", description = "How many rows or images.")
  private @Nullable Integer rows;

  @Option(names = "--seed", description = "The same seed gives the same data (42 if not given).")
  private long seed = 42;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final ClientContext context;

  SampleCommand(ClientContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (rows != null && rows < 1) {
      throw CommandFailure.usage("--rows is %d.".formatted(rows), "Write at least 1.");
    }
    int count = rows == null ? kind.usualRows() : rows;
    List<Path> written = kind.writeTo(context.directory().resolve(file), seed, count);
    say(
        "Wrote %d rows to %s."
            .formatted(
                count,
                written.stream()
                    .map(path -> String.valueOf(file.resolveSibling(path.getFileName())))
                    .collect(Collectors.joining(" and "))));
    return ClientCommand.DONE;
  }

  private void say(String sentence) {
    Objects.requireNonNull(spec).commandLine().getOut().println(sentence);
  }
}
