package io.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.sample.DigitsSample;
import io.tributary.engine.preprocessing.Examples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitFilesTest {
  @TempDir Path directory;

  @Test
  void pixelsAreSharesOfWhiteAndTargetsDigits() throws IOException {
    Path images = directory.resolve("i.gz");
    Path labels = directory.resolve("l.gz");
    new DigitsSample(1, 50).writeTo(images, labels);
    Examples examples = DigitFiles.of(List.of(images, labels), directory).examples();
    assertThat(examples.rows()).isEqualTo(50);
    assertThat(examples.inputs()).isEqualTo(784);
    float largest = 0;
    for (float pixel : examples.features()) {
      assertThat(pixel).isBetween(0f, 1f);
      largest = Math.max(largest, pixel);
    }
    assertThat(largest).isGreaterThan(0.5f);
    boolean[] seen = new boolean[10];
    for (float digit : examples.targets()) {
      seen[(int) digit] = true;
    }
    assertThat(seen).contains(true).isNotEqualTo(new boolean[10]);
  }

  @Test
  void oneFileIsNotEnough() {
    assertThatThrownBy(() -> DigitFiles.of(List.of(directory), directory))
        .hasMessageContaining("images and labels");
  }
}
