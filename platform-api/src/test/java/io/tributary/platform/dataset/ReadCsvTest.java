package io.tributary.platform.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files as users have them, without a word about them in a spec. */
class ReadCsvTest {
  @TempDir Path folder;

  @Test
  void columnsAlignedBySpacesWithATextAfterATab() {
    ReadFiles read =
        read(
            """
              18.0   8   307.0  \t"chevrolet chevelle"
              9.5    4   ?      \t"vw "
             21.0    6   200.0  \tford
            """);

    assertThat(read.types())
        .containsExactly("c1:numeric", "c2:numeric", "c3:numeric", "c4:categorical");
    assertThat(read.column("c3")).containsExactly(307.0, null, 200.0);
    assertThat(read.column("c4")).containsExactly("chevrolet chevelle", "vw", "ford");
  }

  @Test
  void quotedNamesWithSpacesBeforeThem() {
    ReadFiles read =
        read("\"fixed acidity\", \"quality, total\"\n7.4, \"good\"\n7.8, \"so, so\"\n");

    assertThat(read.types()).containsExactly("fixed acidity:numeric", "quality, total:categorical");
    assertThat(read.column("quality, total")).containsExactly("good", "so, so");
  }

  @Test
  void lettersWithoutAHeaderAreNoHeader() {
    ReadFiles read = read("p,x,n\ne,x,y\np,f,n\ne,x,n\n");

    assertThat(read.types()).containsExactly("c1:categorical", "c2:categorical", "c3:categorical");
    assertThat(read.column("c1")).containsExactly("p", "e", "p", "e");
  }

  @Test
  void semicolonsWithDecimalCommas() {
    ReadFiles read = read("name;price;share\nfirst;1,5;0,25\nsecond;-12,75;1\nthird;;,5\n");

    assertThat(read.types()).containsExactly("name:categorical", "price:numeric", "share:numeric");
    assertThat(read.column("price")).containsExactly(1.5, -12.75, null);
    assertThat(read.column("share")).containsExactly(0.25, 1.0, 0.5);
  }

  @Test
  void commasThatMayBeThousandsStayTexts() {
    assertThat(read("a;b\n1,234;x\n5,678;y\n").types())
        .containsExactly("a:categorical", "b:categorical");
    assertThat(read("a;b\n1,5;1.5\n2,5;2.5\n").types())
        .containsExactly("a:categorical", "b:numeric");
  }

  @Test
  void labelsAsTextAtTheEndOfRowsWithoutHeader() {
    ReadFiles read = read("5.1,3.5,Iris-setosa\r\n4.9,?,Iris-virginica\r\n\r\n");

    assertThat(read.types()).containsExactly("c1:numeric", "c2:numeric", "c3:categorical");
    assertThat(read.column("c2")).containsExactly(3.5, null);
    assertThat(read.column("c3")).containsExactly("Iris-setosa", "Iris-virginica");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-29             | 1970-01-01T00:00Z          | 2024-02-29T00:00:00Z   | 1970-01-01T00:00:00Z",
        "2024-02-29 14:30       | 2024-02-29T14:30:05.25     | 2024-02-29T14:30:00Z   | 2024-02-29T14:30:05.250Z",
        "2024-02-29T01:00+02:00 | 0007-03-01 00:00:00-0830   | 2024-02-28T23:00:00Z   | 0007-03-01T08:30:00Z",
        "29.2.2024              | 31.12.1999 23:59           | 2024-02-29T00:00:00Z   | 1999-12-31T23:59:00Z",
        "31/1/2024              | 1/2/2024                   | 2024-01-31T00:00:00Z   | 2024-02-01T00:00:00Z",
        "1/31/2024              | 2/1/2024 07:05             | 2024-01-31T00:00:00Z   | 2024-02-01T07:05:00Z",
        "2024/3/31              | 2024/12/01                 | 2024-03-31T00:00:00Z   | 2024-12-01T00:00:00Z",
      })
  void datesAndTimesAsPeopleWriteThem(String one, String other, String first, String second) {
    ReadFiles read = read("when;n\n%s;1\n;2\n%s;3\n".formatted(one, other));

    assertThat(read.types()).containsExactly("when:datetime", "n:numeric");
    assertThat(read.column("when")).containsExactly(first, null, second);
    DatasetProfile.ColumnProfile profile = read.content().profile().columns().getFirst();
    assertThat(profile.missing()).isEqualTo(1);
    assertThat(profile.distinct()).isEqualTo(2);
    assertThat(profile.maximum())
        .isEqualTo(
            (double)
                Math.max(
                    Instant.parse(first).toEpochMilli(), Instant.parse(second).toEpochMilli()));
    assertThat(profile.histogram()).isNotEmpty();
  }

  @Test
  void aPatternThatTheUserSaysDecidesWhetherTheDayComesFirst() {
    byte[] file = "when;n\n1/2/2024;1\n3/4/2024;2\n;3\n13/1/2024;4\n".getBytes(UTF_8);
    ReadFiles days = ReadFiles.of(folder, spec("day-month-year"), file);
    ReadFiles months = ReadFiles.of(folder, spec("month-day-year"), file);

    assertThat(days.column("when"))
        .containsExactly(
            "2024-02-01T00:00:00Z", "2024-04-03T00:00:00Z", null, "2024-01-13T00:00:00Z");
    assertThat(months.column("when"))
        .containsExactly("2024-01-02T00:00:00Z", "2024-03-04T00:00:00Z", null);
    assertThat(months.content().rejectedRows()).isEqualTo(1);
  }

  private static DatasetSpec spec(String pattern) {
    return new DatasetSpec(
        "x", null, null, null, List.of(new ColumnSpec("when", "datetime", null, pattern)));
  }

  /** No column says which of two meanings it has by guessing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-29             | 29.2.2024",
        "2024-02-29             | yesterday",
        "1/2/2024               | 3/4/2024",
        "2024-02-30             | 2024-02-29",
        "2024-02-29T25:00       | 2024-02-29",
        "2024-02-29T10:00:00.0000001 | 2024-02-29",
        "20240229T              | 20240301T",
        "2024-02-29             | 7",
      })
  void whatMayBeSomethingElseStaysText(String one, String other) {
    assertThat(read("when;n\n%s;1\n%s;3\n".formatted(one, other)).types())
        .containsExactly("when:categorical", "n:numeric");
  }

  private ReadFiles read(String text) {
    return ReadFiles.of(folder, text.getBytes(UTF_8));
  }
}
