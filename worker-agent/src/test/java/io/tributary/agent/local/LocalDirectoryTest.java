package io.tributary.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.EdgeFileReport;
import io.tributary.dataset.FileLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryTest {
  @TempDir Path home;
  private Path data = Path.of("");

  @BeforeEach
  void makesTheDirectory() throws IOException {
    data = Files.createDirectory(home.resolve("data"));
  }

  private LocalDirectory directory(boolean statistics) {
    FileLimits limits =
        new FileLimits(
            home.resolve("files"), Long.MAX_VALUE, Integer.MAX_VALUE, 1 << 20, 100, 0.5, 0);
    return new LocalDirectory(data, limits, statistics, 5);
  }

  /** Forty rows, one of which has a name and a salary of its own. */
  private void writeStaff() throws IOException {
    StringBuilder rows = new StringBuilder("name,salary,grade\n");
    for (int row = 0; row < 39; row++) {
      rows.append("clerk,%d,%s%n".formatted(2000 + row, row % 2 == 0 ? "a" : "b"));
    }
    rows.append("Mrs Planted,987654.25,a\n");
    Files.writeString(data.resolve("staff.csv"), rows);
  }

  @Test
  void aFileIsADataSetOfItsName() throws IOException {
    writeStaff();
    EdgeFileReport report = directory(false).scan().getFirst();
    assertThat(report.dataset()).isEqualTo("staff");
    assertThat(report.format()).isEqualTo("csv");
    assertThat(report.rows()).isEqualTo(40);
    assertThat(report.columns())
        .extracting(c -> c.name() + ":" + c.type())
        .containsExactly("name:categorical", "salary:numeric", "grade:categorical");
    assertThat(report.statistics()).isNull();
    assertThat(report.digest()).hasSize(64);
  }

  @Test
  void statisticsTellNoValueOfASingleRow() throws IOException {
    writeStaff();
    EdgeFileReport report = directory(true).scan().getFirst();
    List<ColumnProfile> columns = Objects.requireNonNull(report.statistics()).columns();
    assertThat(report.toString()).doesNotContain("Planted").doesNotContain("987654");
    assertThat(columns.get(0).topValues()).extracting("value").containsExactly("clerk");
    assertThat(columns.get(1).minimum()).isEqualTo(1024);
    assertThat(columns.get(1).maximum()).isEqualTo(1 << 20);
    assertThat(columns.get(1).topValues()).isEmpty();
    assertThat(columns.get(2).distinct()).isEqualTo(2);
  }

  @Test
  void whatFewRowsHaveGivesNoStatisticsAtAll() throws IOException {
    Files.writeString(data.resolve("few.csv"), "a,b\n1,2\n3,4\n");
    assertThat(directory(true).scan().getFirst().statistics()).isNull();
  }

  @Test
  void aSpecBesideTheFileSaysHowItIsRead() throws IOException {
    writeStaff();
    String before = directory(false).scan().getFirst().digest();
    Files.writeString(
        data.resolve("staff.spec.json"),
        "{\"name\": \"staff\", \"columns\": [{\"name\": \"name\", \"role\": \"id\"}]}");
    EdgeFileReport report = directory(false).scan().getFirst();
    assertThat(report.columns().getFirst().role()).isEqualTo("id");
    assertThat(report.digest()).isNotEqualTo(before);
  }

  @Test
  void filesOfADirectoryAreOneDataSet() throws IOException {
    Path days = Files.createDirectory(data.resolve("days"));
    Files.writeString(days.resolve("1.csv"), "a,b\n1,2\n");
    Files.writeString(days.resolve("2.csv"), "a,b\n3,4\n");
    assertThat(directory(false).scan())
        .singleElement()
        .satisfies(report -> assertThat(report.rows()).isEqualTo(2));
  }

  @Test
  void aFileThatCannotBeReadIsLeftOutAndTheOthersAreNot() throws IOException {
    writeStaff();
    Files.write(data.resolve("broken.csv"), new byte[] {(byte) 0xC3, 0x28, 10});
    assertThat(directory(false).scan())
        .extracting(EdgeFileReport::dataset)
        .containsExactly("staff");
  }

  @Test
  void aChangedFileIsAnotherOne() throws IOException {
    writeStaff();
    LocalDirectory directory = directory(false);
    String before = directory.scan().getFirst().digest();
    assertThat(directory.scan().getFirst().digest()).isEqualTo(before);
    Files.writeString(
        data.resolve("staff.csv"), Files.readString(data.resolve("staff.csv")) + "clerk,1,b\n");
    assertThatThrownBy(() -> directory.read(before, List.of("salary"), table -> {}))
        .isInstanceOf(WithheldException.class)
        .hasMessageContaining("has changed");
    assertThat(directory.scan().getFirst().digest()).isNotEqualTo(before);
    assertThatThrownBy(() -> directory.rows(before)).hasMessageContaining("not in the agent");
  }

  @Test
  void whatGoesWrongWithARowIsSaidWithoutTheRow() throws IOException {
    writeStaff();
    LocalDirectory directory = directory(false);
    String digest = directory.scan().getFirst().digest();
    assertThatThrownBy(
            () ->
                directory.read(
                    digest,
                    List.of("name"),
                    table -> {
                      throw new IllegalArgumentException(
                          "column name, row 39: the label Mrs Planted is unknown");
                    }))
        .hasMessage("the file of staff does not fit the job at column name, row 39")
        .hasNoCause();
    assertThatThrownBy(
            () ->
                directory.read(
                    digest,
                    List.of("name"),
                    table -> {
                      throw new IllegalStateException("Mrs Planted");
                    }))
        .hasMessage("the file of staff does not fit the job: IllegalStateException")
        .hasNoCause();
  }

  @Test
  void boundsAreThePowersOfTwoAround() {
    assertThat(ColumnCounts.boundBelow(5)).isEqualTo(4);
    assertThat(ColumnCounts.boundBelow(4)).isEqualTo(4);
    assertThat(ColumnCounts.boundBelow(0)).isZero();
    assertThat(ColumnCounts.boundBelow(-5)).isEqualTo(-8);
    assertThat(ColumnCounts.boundBelow(-8)).isEqualTo(-8);
    assertThat(-ColumnCounts.boundBelow(-0.3)).isEqualTo(0.5);
  }
}
