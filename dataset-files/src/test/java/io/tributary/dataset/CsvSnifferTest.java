package io.tributary.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSnifferTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|', ' '})
  void theDelimiterIsFound(char delimiter) throws IOException {
    String text = "a_b_c\n1_2_3\n4_5_6\n".replace('_', delimiter);

    assertThat(sniffer(text).delimiter()).isEqualTo(delimiter);
  }

  @Test
  void aDelimiterInQuotesIsNone() throws IOException {
    assertThat(sniffer("n;t\n1;\"a,b,c\"\n2;\"d,e,f\"\n").delimiter()).isEqualTo(';');
  }

  @Test
  void decimalCommasAreNoDelimiter() throws IOException {
    assertThat(sniffer("x;y\n1,5;2\n3;4,5\n7,1;8,2\n").delimiter()).isEqualTo(';');
  }

  @Test
  void oneColumnIsCutByComma() throws IOException {
    assertThat(sniffer("x\n1\n2\n").delimiter()).isEqualTo(',');
  }

  @Test
  void aFirstLineWithANumberIsNoHeader() throws IOException {
    assertThat(sniffer("a,b\n1,2\n").header(',')).isTrue();
    assertThat(sniffer(",b\n1,2\n").header(',')).isTrue();
    assertThat(sniffer("a,2\nb,3\n").header(',')).isFalse();
    assertThat(sniffer("a,NA\nb,3\n").header(',')).isFalse();
  }

  private CsvSniffer sniffer(String text) throws IOException {
    return new CsvSniffer(Files.writeString(folder.resolve("file"), text));
  }
}
