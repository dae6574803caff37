package io.tributary.client.cli;

import io.tributary.client.ContractJson;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How a result is written. */
final class Output {
  /** For people, or for programs. */
  enum Format {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to write the result: ${COMPLETION-CANDIDATES} (text where not given).")
  private Format format = Format.text;

  boolean isJson() {
    return format == Format.json;
  }

  /** Writes {@code document} as JSON or lets {@code text} write it for people. */
  void write(PrintWriter out, Object document, Consumer<PrintWriter> text) {
    if (isJson()) {
      out.println(
          ContractJson.json().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } else {
      text.accept(out);
    }
  }
}
