package io.tributary.platform.dataset;

import static io.tributary.platform.dataset.Upload.gzip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.PlatformTest;
import io.tributary.platform.dataset.Upload.Answer;
import io.tributary.platform.security.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Every mistake gets its code, its place and advice; after each test nothing is left behind. */
@PlatformTest
class RefusedUploadsTest {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient database;
  @Autowired DatasetSettings settings;
  String token;
  List<Long> before;

  @BeforeEach
  void countWhatIsStored() {
    token = new Api(mvc).signIn("admin", PlatformTest.ADMIN_PASSWORD);
    before = stored();
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(stored()).isEqualTo(before);
    Path folder = settings.folder();
    if (Files.exists(folder)) {
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void anEmptyFile() {
    assertRefused(Upload.csv("e.csv", ""), 422, "DATASET_EMPTY");
  }

  @Test
  void aHeaderWithoutRows() {
    assertRefused(Upload.csv("h.csv", "a,b\n"), 422, "DATASET_EMPTY");
  }

  @Test
  void aGzipFileCutInTheMiddle() {
    byte[] whole =
        gzip(
            IntStream.range(0, 50_000)
                .mapToObj(i -> i + "," + i % 13)
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    Answer answer = assertRefused(Upload.of().file("c.csv.gz", half), 422, "DATASET_DAMAGED_GZIP");

    assertThat(answer.text("detail")).contains("c.csv.gz").contains("cut");
  }

  @Test
  void aDelimiterThatDoesNotOccur() {
    Answer answer =
        assertRefused(
            Upload.csv("d.csv", "a;b\n1;2\n3;4\n").spec("{\"delimiter\": \",\"}"),
            422,
            "DATASET_WRONG_DELIMITER");

    assertThat(answer.fields()).containsExactly("delimiter");
    assertThat(answer.text("advice")).contains("semicolon");
  }

  @Test
  void aFileWhoseRowsMostlyDoNotParse() {
    Answer answer =
        assertRefused(Upload.csv("m.csv", "a,b,c\n1,2,3\n1\n1\n1\n"), 422, "DATASET_ROWS_REJECTED");

    assertThat(answer.fields()).containsExactly("line 3", "line 4", "line 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "inf", "-Infinity", "1e999"})
  void aNumberThatIsNotFinite(String number) {
    Answer answer =
        assertRefused(
            Upload.csv("f.csv", "a,b\n1,2\n3," + number + "\n5,6\n"), 422, "DATASET_NOT_FINITE");

    assertThat(answer.fields()).containsExactly("line 3");
    assertThat(answer.text("detail")).contains("column b is " + number);
  }

  @Test
  void aQuoteThatIsNeverClosed() {
    String endless = "a,b\n1,\"open" + "\nx,y".repeat(3 << 20);

    Answer answer = assertRefused(Upload.csv("q.csv", endless), 422, "DATASET_LINE_TOO_LONG");

    assertThat(answer.text("advice")).contains("quote");
  }

  @Test
  void aLineThatNeverEnds() {
    Answer answer =
        assertRefused(
            Upload.csv("l.csv", "a,b\n1,2\n" + "9".repeat(9 << 20)), 422, "DATASET_LINE_TOO_LONG");

    assertThat(answer.text("detail")).contains("Line 3 of l.csv");
  }

  @Test
  void aFileWithNulBytes() {
    Answer answer = assertRefused(Upload.csv("n.csv", "a\n1\n\0\n"), 422, "DATASET_NOT_TEXT");

    assertThat(answer.text("detail")).contains("Line 3").contains("NUL");
  }

  @Test
  void aFileInAnotherEncoding() {
    byte[] latin = "name\nM\u00fcller\n".getBytes(ISO_8859_1);

    Answer answer = assertRefused(Upload.of().file("u.csv", latin), 422, "DATASET_NOT_TEXT");

    assertThat(answer.text("detail")).contains("Line 2").contains("0xFC");
  }

  @Test
  void twoColumnsOfOneName() {
    Answer answer =
        assertRefused(Upload.csv("t.csv", "a,b,a\nx,y,z\n"), 422, "DATASET_INVALID_COLUMNS");

    assertThat(answer.fields()).containsExactly("line 1");
    assertThat(answer.text("detail")).contains("'a'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,c;3,4;     | b.csv: column 2 | column 2 of b.csv is 'c', but that of a.csv is 'b'
          a;3;         | b.csv: column 2 | b.csv has 1 columns, but a.csv has 2
          a,b,c;3,4,5; | b.csv: column 3 | b.csv has 3 columns, but a.csv has 2
          3,4;5,6;     | b.csv: column 1 | column 1 of b.csv is '3', but that of a.csv is 'a'
          """)
  void aCsvFileWithOtherColumnsThanTheFirst(String second, String field, String sentence) {
    byte[] content = second.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
    Answer answer =
        assertRefused(
            Upload.csv("a.csv", "a,b\n1,2\n").file("b.csv", content),
            422,
            "DATASET_INVALID_COLUMNS");

    assertThat(answer.fields()).containsExactly(field);
    assertThat(answer.text("detail")).contains(sentence);
  }

  @Test
  void namesInOneCsvFileOnly() {
    Answer answer =
        assertRefused(
            Upload.csv("a.csv", "1,2\n")
                .file("b.csv", "a,b\n3,4\n".getBytes(StandardCharsets.UTF_8)),
            422,
            "DATASET_INVALID_COLUMNS");

    assertThat(answer.text("detail")).contains("b.csv begins with a line of names");
  }

  @Test
  void aHundredThousandColumns() {
    String header =
        IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

    Answer answer =
        assertRefused(Upload.csv("w.csv", header + "\n1\n"), 422, "DATASET_INVALID_COLUMNS");

    assertThat(answer.text("detail")).contains("10000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "C:\\\\data\\\\x.csv",
        "<script>alert(1)</script>.csv",
        "a/b.csv"
      })
  void aPathOrAScriptInAFileName(String name) {
    assertRefused(Upload.csv(name, "a\n1\n"), 422, "DATASET_INVALID_NAME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "<b>x</b>", "a b", "", ".hidden", "x@1", "a..b"})
  void aPathOrAScriptInADatasetName(String name) {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "a\n1\n").spec("{\"name\": \"" + name + "\"}"),
            422,
            "DATASET_INVALID_NAME");

    assertThat(answer.fields()).containsExactly("name");
  }

  @Test
  void aGzipBomb() {
    byte[] bomb = gzip("0\n".repeat(20 << 20).getBytes(UTF_8));

    Answer answer = assertRefused(Upload.of().file("b.csv.gz", bomb), 413, "DATASET_TOO_LARGE");

    assertThat(answer.text("detail")).contains("200 times");
  }

  @Test
  void anUnknownFormat() {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "a\n1\n").spec("{\"format\": \"xlsx\"}"),
            422,
            "DATASET_UNKNOWN_FORMAT");

    assertThat(answer.fields()).containsExactly("format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\": ", "[]", "name: x"})
  void aSpecThatIsNoJsonObject(String spec) {
    assertRefused(Upload.csv("x.csv", "a\n1\n").spec(spec), 422, "DATASET_INVALID_SPEC");
  }

  @Test
  void everyMistakeInASpec() {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "a\n1\n")
                .spec(
                    """
                    {"nmae": "x", "header": "yes", "delimiter": "||", "columns": [
                      {"name": "a", "type": "float", "role": "target", "unit": "m"}, {"type": "text"}, 7]}\
                    """),
            422,
            "DATASET_INVALID_SPEC");

    assertThat(answer.fields())
        .containsExactly(
            "nmae",
            "header",
            "delimiter",
            "columns[0].unit",
            "columns[0].type",
            "columns[0].role",
            "columns[1].name",
            "columns[2]");
  }

  @Test
  void aRoleThatTwoColumnsHave() {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "a,b,c\n1,2,3\n")
                .spec(
                    """
                    {"columns": [{"name": "a", "role": "weight"}, {"name": "b", "role": "feature"},
                      {"name": "c", "role": "weight"}]}\
                    """),
            422,
            "DATASET_INVALID_SPEC");

    assertThat(answer.fields()).containsExactly("columns[2].role");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/2/2024\n3/4/2024\n", "2024-01-31\n31.1.2024\n", "NA\n?\n"})
  void aColumnOfTimesThatCannotBeTold(String cells) {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "when\n" + cells)
                .spec("{\"columns\": [{\"name\": \"when\", \"type\": \"datetime\"}]}"),
            422,
            "DATASET_INVALID_SPEC");

    assertThat(answer.fields()).containsExactly("when");
  }

  @Test
  void aPatternOfAColumnThatIsNotOfTimes() {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "a,b\n1,2\n")
                .spec(
                    """
                    {"columns": [{"name": "a", "pattern": "iso"},
                      {"name": "b", "type": "datetime", "pattern": "dd.mm"}]}\
                    """),
            422,
            "DATASET_INVALID_SPEC");

    assertThat(answer.fields()).containsExactly("columns[0].pattern", "columns[1].pattern");
  }

  @Test
  void aRowWithoutATimeInAColumnOfTimesIsRejected() {
    assertRefused(
        Upload.csv("x.csv", "when\n2024-01-31\nsoon\nlater\n")
            .spec("{\"columns\": [{\"name\": \"when\", \"type\": \"datetime\"}]}"),
        422,
        "DATASET_ROWS_REJECTED");
  }

  @Test
  void aSpecOfAColumnThatTheFileDoesNotHave() {
    Answer answer =
        assertRefused(
            Upload.csv("x.csv", "a,b\n1,2\n")
                .spec("{\"columns\": [{\"name\": \"c\", \"type\": \"text\"}]}"),
            422,
            "DATASET_INVALID_SPEC");

    assertThat(answer.fields()).containsExactly("columns[0].name");
    assertThat(answer.body().path("violations").path(0).path("advice").asString())
        .isEqualTo("Its columns: a, b.");
  }

  @Test
  void idxFilesThatDoNotFitTogether() {
    byte[] images = IdxBytes.images(3, 2, 2);

    for (Upload upload :
        List.of(
            Upload.of().file("i", images).file("l", IdxBytes.labels(1, 2)),
            Upload.of().file("i", images),
            Upload.of().file("i", images).file("j", images),
            Upload.of().file("l", IdxBytes.labels(1)).file("m", IdxBytes.labels(1)))) {
      assertRefused(upload, 422, "DATASET_DAMAGED_IDX");
    }
  }

  @Test
  void idxFilesThatAreCutOrOfAnotherKind() {
    byte[] labels = IdxBytes.labels(1, 2, 3);
    byte[] images = IdxBytes.images(3, 2, 2);
    byte[] otherType = images.clone();
    otherType[2] = 0x0D;

    for (byte[] damaged : List.of(Arrays.copyOf(images, 20), Arrays.copyOf(images, 6), otherType)) {
      assertRefused(
          Upload.of().file("images", damaged).file("labels", labels), 422, "DATASET_DAMAGED_IDX");
    }
  }

  @Test
  void aRequestThatIsCut() {
    assertRefused(Upload.csv("x.csv", "a\n1\n").cut(), 400, "INVALID_REQUEST");
  }

  @Test
  void aRequestWithoutFile() {
    assertRefused(Upload.of().spec("{\"name\": \"x\"}"), 400, "INVALID_REQUEST");
    assertRefused(
        Upload.csv("x.csv", "a\n1\n").part("name=\"more\"", new byte[0]), 400, "INVALID_REQUEST");
  }

  private Answer assertRefused(Upload upload, int status, String code) {
    Answer answer = upload.send(mvc, token);
    assertThat(answer.text("code")).as(answer.body().toString()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.text("advice")).isNotBlank();
    return answer;
  }

  private List<Long> stored() {
    return Stream.of("dataset", "dataset_blob", "rejected_row", "dataset_upload_key")
        .map(table -> database.sql("select count(*) from " + table).query(Long.class).single())
        .toList();
  }
}
