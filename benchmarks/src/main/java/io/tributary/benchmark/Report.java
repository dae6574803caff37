package io.tributary.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark leaves: printed tables, and {@code benchmarks/target/NAME.json}. */
record Report(String benchmark, Conditions conditions, List<Comparison> comparisons) {

  void publish(PrintStream out) throws IOException {
    out.println(conditions.line());
    comparisons.forEach(comparison -> comparison.print(out));
    write(out, benchmark, this);
  }

  /** For benchmarks with tables of their own. */
  static void write(PrintStream out, String benchmark, Object content) throws IOException {
    Path directory = Repository.directory().resolve("benchmarks/target");
    Path file = Files.createDirectories(directory).resolve(benchmark + ".json");
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, json.writeValueAsString(content));
    out.println("every round: " + file);
  }
}
