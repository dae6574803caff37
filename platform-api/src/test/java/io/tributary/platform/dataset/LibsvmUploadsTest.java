package io.tributary.platform.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.dataset.Upload.Answer;
import io.tributary.platform.security.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

@PlatformTest
class LibsvmUploadsTest {
  @Autowired MockMvc mvc;
  @Autowired Datasets datasets;
  Api api;
  String token;

  @BeforeEach
  void signIn() {
    api = new Api(mvc);
    token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  @Test
  void aFileIsRecognisedAndItsRowsComeBackAsTheyWere() {
    String file =
        "# made by hand\n+1 3:0.5 17:-2e3\n\n-1 # a row of zeros\n2.5\t1:0 2:1 \r\nnan 18:1e-320\n";

    Answer answer = Upload.csv("clicks.svm", file).send(mvc, token);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    assertThat(answer.text("format")).isEqualTo("libsvm");
    DatasetView view = datasets.find("clicks").orElseThrow();
    assertThat(view.rows()).isEqualTo(4);
    assertThat(view.columns())
        .containsExactly(
            new ColumnView("label", "numeric", "label", 1),
            new ColumnView("features", "sparse", null, 18));
    Table table = scan(view.id()).getFirst();
    assertThat(((Column.Numeric) table.column("label")).values())
        .containsExactly(1, -1, 2.5, Double.NaN);
    Column.Sparse rows = (Column.Sparse) table.column("features");
    assertThat(rows.first()).isEqualTo(1);
    assertThat(rows.offsets()).containsExactly(0, 2, 2, 4, 5);
    assertThat(rows.indices()).containsExactly(3, 17, 1, 2, 18);
    assertThat(rows.values()).containsExactly(0.5, -2000, 0, 1, 1e-320);
  }

  @Test
  void indicesCountFromZeroWhereOneIsZeroInAnyOfTheFiles() {
    Answer answer =
        Upload.csv("one.svm", "1 2:1\n")
            .file("two.svm.gz", Upload.gzip("0 0:4 5:1\n1 x:1\n1 1:1\n".getBytes(UTF_8)))
            .spec("{\"name\": \"zero\", \"format\": \"LIBSVM\"}")
            .send(mvc, token);

    assertThat(answer.body().at("/columns/1/width").asInt()).isEqualTo(6);
    assertThat(answer.body().path("rows").asInt()).isEqualTo(3);
    Column.Sparse rows = (Column.Sparse) scan(answer.text("id")).getFirst().column("features");
    assertThat(rows.first()).isZero();
    assertThat(rows.indices()).containsExactly(2, 0, 5, 1);
    JsonNode rejected = api.get("/api/v1/datasets/zero/rejected", token).body().path("items");
    assertThat(rejected.path(0).path("line").asInt()).isEqualTo(2);
    assertThat(rejected.path(0).path("reason").asString())
        .isEqualTo("two.svm.gz: column 3: 'x' is no index");
  }

  @Test
  void previewAndProfileShowWhatIsThere() {
    Upload.csv("seen.svm", "1 3:0.5 17:4\n0 17:6\n1\n").send(mvc, token);

    JsonNode preview = api.get("/api/v1/datasets/seen/preview", token).body();
    JsonNode profile = api.get("/api/v1/datasets/seen/profile", token).body();

    assertThat(preview.path("rows").toString())
        .isEqualTo("[[1,{\"3\":0.5,\"17\":4}],[0,{\"17\":6}],[1,{}]]");
    JsonNode features = profile.path("columns").path(1);
    assertThat(features.path("type").asString()).isEqualTo("sparse");
    assertThat(features.path("minimum").asDouble()).isEqualTo(0.5);
    assertThat(features.path("maximum").asDouble()).isEqualTo(6);
    assertThat(features.path("mean").asDouble()).isEqualTo(3.5);
    assertThat(features.path("standardDeviation").asDouble())
        .isCloseTo(Math.sqrt(31.0 / 6), within(1e-12));
    assertThat(features.path("distinct").asInt()).isEqualTo(3);
  }

  @Test
  void manyRowsLieInManyBlobsAndComeBackInOrder() {
    Random random = new Random(5);
    StringBuilder file = new StringBuilder();
    List<Integer> expected = new ArrayList<>();
    for (int row = 0; row < 20_000; row++) {
      file.append(row);
      int index = 0;
      for (int i = random.nextInt(12); i > 0; i--) {
        index += 1 + random.nextInt(1000);
        file.append(' ').append(index).append(":1");
        expected.add(index);
      }
      file.append('\n');
    }

    Answer answer = Upload.csv("many.svm", file.toString()).send(mvc, token);

    List<Table> tables = scan(answer.text("id"));
    assertThat(tables).hasSizeGreaterThan(1);
    List<Integer> found = new ArrayList<>();
    double next = 0;
    for (Table table : tables) {
      for (int index : ((Column.Sparse) table.column("features")).indices()) {
        found.add(index);
      }
      for (double label : ((Column.Numeric) table.column("label")).values()) {
        assertThat(label).isEqualTo(next++);
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  static Stream<Arguments> flaws() {
    return Stream.of(
        Arguments.of("1 1:1\n0 9:1 5:1\n", "DATASET_DAMAGED_LIBSVM", "line 2", "column 7: index 5"),
        Arguments.of("1 1:1\n0 5:1 5:2\n", "DATASET_DAMAGED_LIBSVM", "line 2", "after index 5"),
        Arguments.of("1 1:1\n0 -3:1\n", "DATASET_DAMAGED_LIBSVM", "line 2", "column 3: index -3"),
        Arguments.of("1 1:1\n0 2:inf\n", "DATASET_NOT_FINITE", "line 2", "column 5: the value of"),
        Arguments.of("1 1:1\ninf 2:1\n", "DATASET_NOT_FINITE", "line 2", "column label is inf"),
        Arguments.of("1 1:1\n0 2:x\n0 3:\n", "DATASET_ROWS_REJECTED", "line 2", "'x' is no number"),
        Arguments.of("1 1:1\n0 2\n0 :1\n", "DATASET_ROWS_REJECTED", "line 2", "no index:value"),
        Arguments.of("1 1:1\na 2:1\nb 2:1\n", "DATASET_ROWS_REJECTED", "line 2", "the label 'a'"),
        Arguments.of("1 qid:1 2:1\n", "DATASET_ROWS_REJECTED", "line 1", "queries are not support"),
        Arguments.of("1 99999999999:1\n", "DATASET_ROWS_REJECTED", "line 1", "is no index"),
        Arguments.of("1 2147483647:1\n", "DATASET_DAMAGED_LIBSVM", "line 1", "is not from 0"),
        Arguments.of("# nothing\n", "DATASET_EMPTY", "", ""),
        Arguments.of("1\n0\n", "DATASET_EMPTY", "", ""));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void whatCannotBeStoredIsRefusedWithItsLine(
      String file, String code, String line, String message) {
    long before = datasetCount();

    Answer answer =
        Upload.csv("flawed.svm", file).spec("{\"format\": \"libsvm\"}").send(mvc, token);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("advice")).isNotEmpty();
    if (!line.isEmpty()) {
      assertThat(answer.fields().getFirst()).isEqualTo(line);
      assertThat(answer.body().path("violations").path(0).path("message").asString())
          .contains(message);
    }
    assertThat(datasetCount()).isEqualTo(before);
  }

  /** What is out of order has to be seen without the user's saying what the file is. */
  @Test
  void aDamagedFileIsStillRecognised() {
    assertThat(Upload.csv("o.svm", "1 9:1 5:1\n").send(mvc, token).text("code"))
        .isEqualTo("DATASET_DAMAGED_LIBSVM");
  }

  @Test
  void otherTextIsNotTakenForIt() {
    assertThat(Upload.csv("t.csv", "1 2\n3 4\n").send(mvc, token).text("format")).isEqualTo("csv");
    assertThat(Upload.csv("u.csv", "a,b\n1,10:30\n2,11:00\n").send(mvc, token).text("format"))
        .isEqualTo("csv");
  }

  @Test
  void labelsMayBeClassesAndFeaturesStaySparse() {
    Answer classes =
        Upload.csv("s.svm", "1 1:1\n2 2:1\n")
            .spec("{\"columns\": [{\"name\": \"label\", \"type\": \"categorical\"}]}")
            .send(mvc, token);
    Answer numbers =
        Upload.csv("s.svm", "1 1:1\n")
            .spec("{\"columns\": [{\"name\": \"features\", \"type\": \"numeric\"}]}")
            .send(mvc, token);

    assertThat(classes.body().at("/columns/0/type").asString()).isEqualTo("categorical");
    assertThat(classes.body().at("/columns/1/type").asString()).isEqualTo("sparse");
    assertThat(numbers.text("code")).isEqualTo("DATASET_INVALID_SPEC");
  }

  @Test
  void theMushroomsGoIn() throws IOException {
    Path file = Path.of("../../shared/data/mushrooms.svm");
    assumeTrue(Files.exists(file));

    Answer answer = Upload.of().file("mushrooms.svm", Files.readAllBytes(file)).send(mvc, token);

    assertThat(answer.body().path("rows").asInt()).isEqualTo(8124);
    assertThat(answer.body().path("rejectedRows").asInt()).isZero();
    assertThat(answer.body().at("/columns/1/width").asInt()).isEqualTo(112);
  }

  private long datasetCount() {
    return api.get("/api/v1/datasets?limit=200", token).body().path("items").size();
  }

  private List<Table> scan(String id) {
    List<Table> tables = new ArrayList<>();
    datasets.scan(id, List.of("label", "features"), tables::add);
    return tables;
  }
}
