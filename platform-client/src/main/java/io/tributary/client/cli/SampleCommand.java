package io.tributary.client.cli;

import io.tributary.client.sample.CsvSample;
import io.tributary.client.sample.DigitsSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
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
      "blobs: two classes of points. housing: prices from a known formula."
    })
final class SampleCommand implements Callable<Integer> {
  /** What can be made. */
  enum Kind {
    digits,
    article,
    blobs,
    housing
  }

  private static final int USUAL_DIGITS = 10_000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  private Kind kind = Kind.digits;

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
    switch (kind) {
      case digits -> digits();
      case article -> table(CsvSample.ARTICLE);
      case blobs -> table(CsvSample.BLOBS);
      case housing -> table(CsvSample.HOUSING);
    }
    return ClientCommand.DONE;
  }

  private void digits() throws IOException {
    int images = rows == null ? USUAL_DIGITS : rows;
    Path pictures = Path.of(file + "-images-idx3-ubyte.gz");
    Path labels = Path.of(file + "-labels-idx1-ubyte.gz");
    new DigitsSample(seed, images)
        .writeTo(context.directory().resolve(pictures), context.directory().resolve(labels));
    say("Wrote %d digits to %s and %s.".formatted(images, pictures, labels));
  }

  private void table(CsvSample sample) throws IOException {
    int count = rows == null ? sample.usualRows() : rows;
    sample.writeTo(context.directory().resolve(file), seed, count);
    say("Wrote %d rows to %s.".formatted(count, file));
  }

  private void say(String sentence) {
    Objects.requireNonNull(spec).commandLine().getOut().println(sentence);
  }
}
