package io.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.benchmark.Line.Measured;
import io.tributary.benchmark.Line.Missing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Measured peer = new Measured("peer", List.of(100.0, 200.0, 50.0));
  private final Measured own = new Measured("own", List.of(90.0, 240.0, 40.0));

  @Test
  void theRatioIsTheMedianOfEachRoundsRatio() {
    // The ratio of the medians would be 0.9 only by chance; here it is 90 / 100.
    assertThat(own.ratios(peer)).containsExactly(0.9, 1.2, 0.8);
    assertThat(printed(List.of(peer, own))).contains("0.900  [0.900, 1.200, 0.800]");
  }

  @Test
  void aMissingPeerIsALineWithItsReason() {
    assertThat(printed(List.of(peer, own, new Missing("other", "no such package"))))
        .contains("missing: no such package");
  }

  @Test
  void withoutThePeerToCompareWithFiguresStandAlone() {
    assertThat(printed(List.of(new Missing("peer", "not installed"), own)))
        .contains("missing: not installed")
        .contains("90.00")
        .doesNotContain("0.900");
  }

  private static String printed(List<Line> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Comparison("work", "samples/s", lines)
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
