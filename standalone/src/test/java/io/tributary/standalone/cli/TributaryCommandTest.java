package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class TributaryCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      TributaryCommand.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @ParameterizedTest
  @MethodSource("io.tributary.standalone.cli.TributaryCommand#commandNames")
  void everyCommandHasHelp(String command) {
    assertThat(line.execute(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: tributary " + command);
  }

  @Test
  void aWrongNumberOfAgentsIsOneSentenceAndStatusOne() {
    assertThat(line.execute("up", "--agents", "1000")).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("tributary: --agents is 1000; it is 0 to 64.");
  }

  @Test
  void anUnknownOptionIsStatusTwo() {
    assertThat(line.execute("up", "--agent", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--agent");
  }

  @Test
  void aDefectKeepsItsStackTrace() {
    IllegalStateException defect = new IllegalStateException("bug");

    assertThatThrownBy(() -> TributaryCommand.explain(defect, line)).isSameAs(defect);
  }
}
