package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final StringWriter text = new StringWriter();

  @Test
  void aFileGetsALineEveryTenth() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), false);

    for (int percent = 0; percent <= 100; percent++) {
      bar.show(percent / 100.0, "step " + percent);
    }

    assertThat(text.toString().lines()).hasSize(11);
    assertThat(text.toString()).contains("[" + "=".repeat(30) + "] 100 %  step 100");
  }

  @Test
  void aTerminalGetsOneLineThatIsDrawnAgain() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), true);

    bar.show(0.25, "a");
    bar.show(0.50, "b");
    bar.end(1.0, "c");

    assertThat(text.toString().lines().filter(line -> !line.isEmpty())).hasSize(3);
    assertThat(text.toString()).contains("\r").endsWith(System.lineSeparator());
  }
}
