package io.tributary.platform.dataset;

import static io.tributary.platform.dataset.Upload.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.dataset.Upload.Answer;
import io.tributary.platform.security.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

@PlatformTest
class UploadedDatasetsTest {
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
  void aCsvFileBecomesTypedColumnsInItsOrder() {
    Answer answer =
        Upload.csv("houses.csv", "rooms,city,price\n3,Kyiv,1.5\n4,\"Graz, West\",\n,?,2e3\n")
            .send(mvc, token);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("name")).isEqualTo("houses");
    assertThat(answer.body().path("rows").asLong()).isEqualTo(3);
    assertThat(answer.body().path("uploadedRows").asLong()).isEqualTo(3);
    assertThat(answer.text("createdBy")).isEqualTo("admin");
    DatasetView view = datasets.find("houses").orElseThrow();
    assertThat(view.columns())
        .extracting(c -> c.name() + ":" + c.type())
        .containsExactly("rooms:numeric", "city:categorical", "price:numeric");
    Table table = scan(view.id(), List.of("price", "city")).getFirst();
    assertThat(((Column.Numeric) table.columns().get(0)).values())
        .containsExactly(1.5, Double.NaN, 2000);
    Column.Categorical city = (Column.Categorical) table.columns().get(1);
    assertThat(city.dictionary()).containsExactly("Kyiv", "Graz, West");
    assertThat(city.codes()).containsExactly(0, 1, -1);
  }

  @Test
  void theSpecMayComeBeforeOrAfterTheFileAndOverridesTypes() {
    String spec =
        """
        {"name": "zip-codes", "columns": [
          {"name": "zip", "type": "categorical", "role": "feature"},
          {"name": "y", "role": "label"}]}\
        """;
    byte[] file = "zip,y\n01234,1\n56789,0\n".getBytes(StandardCharsets.UTF_8);

    Answer before = Upload.of().spec(spec).file("a.csv", file).send(mvc, token);
    Answer after = Upload.of().file("b.csv", file).spec(spec).send(mvc, token);

    assertThat(before.text("name")).isEqualTo("zip-codes");
    assertThat(before.body().path("columns")).isEqualTo(after.body().path("columns"));
    assertThat(before.text("digest")).isEqualTo(after.text("digest")).hasSize(64);
    assertThat(after.body().path("version").asInt())
        .isEqualTo(before.body().path("version").asInt() + 1);
    JsonNode zip = after.body().path("columns").path(0);
    assertThat(zip.path("type").asString()).isEqualTo("categorical");
    assertThat(zip.path("role").asString()).isEqualTo("feature");
    Table table = scan(after.text("id"), List.of("zip")).getFirst();
    assertThat(((Column.Categorical) table.columns().getFirst()).dictionary())
        .containsExactly("01234", "56789");
  }

  @Test
  void namesMeanTheNewestVersionUnlessTheySayWhich() {
    Upload.csv("v.csv", "a\n1\n").send(mvc, token);
    Upload.csv("v.csv", "a\n1\n2\n").send(mvc, token);

    assertThat(api.get("/api/v1/datasets/v", token).body().path("rows").asLong()).isEqualTo(2);
    JsonNode first = api.get("/api/v1/datasets/v@1", token).body();
    assertThat(first.path("rows").asLong()).isEqualTo(1);
    assertThat(api.get("/api/v1/datasets/" + first.path("id").asString(), token).body())
        .isEqualTo(first);
    assertThat(api.get("/api/v1/datasets/v@3", token).status()).isEqualTo(404);
    assertThat(datasets.find("v@1").orElseThrow().version()).isEqualTo(1);
    assertThat(datasets.find("v@x")).isEmpty();
  }

  @Test
  void manyRowsLieInManyBlobsAndComeBackInOrder() {
    String file =
        IntStream.range(0, 40_000)
            .mapToObj(i -> i + ",text number " + i % 7)
            .collect(Collectors.joining("\n", "n,t\n", ""));

    Answer answer =
        Upload.of()
            .file("many.csv.gz", gzip(file.getBytes(StandardCharsets.UTF_8)))
            .send(mvc, token);

    List<Table> tables = scan(answer.text("id"), List.of("n"));
    assertThat(tables).hasSize(3);
    double[] values =
        tables.stream()
            .flatMapToDouble(
                t -> java.util.Arrays.stream(((Column.Numeric) t.columns().getFirst()).values()))
            .toArray();
    assertThat(values).hasSize(40_000);
    assertThat(IntStream.range(0, 40_000)).allMatch(i -> values[i] == i);
  }

  @Test
  void rowsThatDoNotParseAreKeptWithLineAndReason() {
    Answer answer =
        Upload.csv("r.csv", "a,b\n1,x\n2\n\"3\n\",y\n4,z,extra\nseven,q\n5,w\n6,v\n")
            .spec("{\"columns\": [{\"name\": \"a\", \"type\": \"numeric\"}]}")
            .send(mvc, token);

    assertThat(answer.body().path("rows").asLong()).isEqualTo(4);
    assertThat(answer.body().path("rejectedRows").asLong()).isEqualTo(3);
    assertThat(answer.body().path("uploadedRows").asLong()).isEqualTo(7);
    JsonNode page = api.get("/api/v1/datasets/r/rejected?limit=2", token).body();
    assertThat(page.path("items").path(0).path("line").asLong()).isEqualTo(3);
    assertThat(page.path("items").path(0).path("reason").asString())
        .isEqualTo("1 cells, but the file has 2 columns");
    // The record before it spans lines 4 and 5.
    assertThat(page.path("items").path(1).path("line").asLong()).isEqualTo(6);
    assertThat(page.path("items").path(1).path("text").asString()).isEqualTo("4,z,extra");
    String next = page.path("nextCursor").asString();
    JsonNode last = api.get("/api/v1/datasets/r/rejected?limit=2&cursor=" + next, token).body();
    assertThat(last.path("items").size()).isEqualTo(1);
    assertThat(last.path("items").path(0).path("reason").asString())
        .isEqualTo("column a: 'seven' is no number");
    assertThat(last.path("nextCursor").isNull()).isTrue();
  }

  @Test
  void severalCsvFilesAreOneTableFileAfterFile() {
    Answer answer =
        Upload.csv("jan.csv", "day,sold\n1,10\n2,11\n")
            .file("feb.csv", Upload.gzip("day,sold\n3,12\n4\n".getBytes(StandardCharsets.UTF_8)))
            .file("mar.csv", "day,sold\n5,many\n".getBytes(StandardCharsets.UTF_8))
            .spec(
                "{\"name\": \"parts\", \"columns\": [{\"name\": \"sold\", \"type\": \"numeric\"}]}")
            .send(mvc, token);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    assertThat(answer.body().path("rows").asLong()).isEqualTo(3);
    assertThat(answer.body().path("rejectedRows").asLong()).isEqualTo(2);
    Table table = scan(answer.text("id"), List.of("day", "sold")).getFirst();
    assertThat(((Column.Numeric) table.columns().get(0)).values()).containsExactly(1, 2, 3);
    assertThat(((Column.Numeric) table.columns().get(1)).values()).containsExactly(10, 11, 12);
    JsonNode rejected = api.get("/api/v1/datasets/parts/rejected", token).body().path("items");
    assertThat(rejected.path(0).path("line").asLong()).isEqualTo(3);
    assertThat(rejected.path(0).path("reason").asString())
        .isEqualTo("feb.csv: 1 cells, but the file has 2 columns");
    assertThat(rejected.path(1).path("reason").asString())
        .isEqualTo("mar.csv: column sold: 'many' is no number");
  }

  @Test
  void theProfileDescribesEveryColumn() {
    Upload.csv("p.csv", "n,t\n1,a\n2,b\n3,a\n,a\n").send(mvc, token);

    JsonNode profile = api.get("/api/v1/datasets/p/profile", token).body();

    JsonNode n = profile.path("columns").path(0);
    assertThat(n.path("minimum").asDouble()).isEqualTo(1);
    assertThat(n.path("maximum").asDouble()).isEqualTo(3);
    assertThat(n.path("mean").asDouble()).isEqualTo(2);
    assertThat(n.path("standardDeviation").asDouble()).isEqualTo(Math.sqrt(2.0 / 3));
    assertThat(n.path("missing").asLong()).isEqualTo(1);
    assertThat(n.path("distinct").asLong()).isEqualTo(3);
    assertThat(n.path("histogram").size()).isEqualTo(20);
    JsonNode t = profile.path("columns").path(1);
    assertThat(t.path("minimum").isNull()).isTrue();
    assertThat(t.path("topValues").path(0).path("value").asString()).isEqualTo("a");
    assertThat(t.path("topValues").path(0).path("count").asLong()).isEqualTo(3);
    assertThat(datasets.distinct(datasets.find("p").orElseThrow().id())).containsEntry("t", 2L);
  }

  @Test
  void thePreviewShowsTheFirstRows() {
    Upload.csv("w.csv", "n,t\n1,a\n2.5,\n").send(mvc, token);

    JsonNode rows = api.get("/api/v1/datasets/w/preview?rows=1", token).body().path("rows");
    JsonNode all = api.get("/api/v1/datasets/w/preview", token).body().path("rows");

    assertThat(rows.toString()).isEqualTo("[[1,\"a\"]]");
    assertThat(all.toString()).isEqualTo("[[1,\"a\"],[2.5,null]]");
  }

  @Test
  void theListIsNewestFirstAndGoesOnWhereThePageEnded() {
    for (int i = 0; i < 3; i++) {
      Upload.csv("listed_" + i + ".csv", "a\n1\n").send(mvc, token);
    }

    JsonNode first = api.get("/api/v1/datasets?q=LISTED_&limit=2", token).body();
    String cursor = first.path("nextCursor").asString();
    JsonNode second = api.get("/api/v1/datasets?q=listed_&limit=2&cursor=" + cursor, token).body();

    assertThat(names(first)).containsExactly("listed_2", "listed_1");
    assertThat(names(second)).containsExactly("listed_0");
    assertThat(second.path("nextCursor").isNull()).isTrue();
    assertThat(names(api.get("/api/v1/datasets?q=listedX", token).body())).isEmpty();
    assertThat(api.get("/api/v1/datasets?cursor=later", token).code()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void aRepeatedUploadWithItsKeyGetsTheFirstAnswer() {
    Answer first = Upload.csv("k.csv", "a\n1\n").key("key-1").send(mvc, token);
    Answer again = Upload.csv("k.csv", "a\n1\n").key("key-1").send(mvc, token);
    Answer other = Upload.csv("k.csv", "a\n1\n").key("key-2").send(mvc, token);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.body().path("version").asInt()).isEqualTo(2);
  }

  @Test
  void aDeletedVersionIsGoneAndItsNumberIsNotNeededAnyMore() {
    String id = Upload.csv("d.csv", "a\n1\n").send(mvc, token).text("id");

    assertThat(api.delete("/api/v1/datasets/" + id, token).status()).isEqualTo(204);

    assertThat(api.get("/api/v1/datasets/" + id, token).status()).isEqualTo(404);
    assertThat(api.delete("/api/v1/datasets/" + id, token).status()).isEqualTo(404);
  }

  @Test
  void anIdxPairBecomesPixelsAndLabels() {
    Answer answer =
        Upload.of()
            .spec("{\"name\": \"digits\"}")
            .file("labels-idx1-ubyte.gz", gzip(IdxBytes.labels(7, 200)))
            .file("images-idx3-ubyte", IdxBytes.images(2, 1, 3))
            .send(mvc, token);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("format")).isEqualTo("idx");
    assertThat(answer.body().path("columns").path(0).path("width").asInt()).isEqualTo(3);
    assertThat(answer.body().path("columns").path(0).path("image").toString()).isEqualTo("[1,3,1]");
    assertThat(answer.body().path("columns").path(1).path("image").isNull()).isTrue();
    Table table = scan(answer.text("id"), List.of("label", "pixels")).getFirst();
    assertThat(((Column.Numeric) table.columns().get(0)).values()).containsExactly(7, 200);
    assertThat(((Column.Bytes) table.columns().get(1)).values()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(api.get("/api/v1/datasets/digits/preview", token).body().path("rows").toString())
        .isEqualTo("[[[0,1,2],7],[[3,4,5],200]]");
    JsonNode pixels =
        api.get("/api/v1/datasets/digits/profile", token).body().path("columns").path(0);
    assertThat(pixels.path("mean").asDouble()).isEqualTo(2.5);
  }

  private static List<String> names(JsonNode page) {
    return page.path("items").valueStream().map(d -> d.path("name").asString()).toList();
  }

  private List<Table> scan(String id, List<String> columns) {
    List<Table> tables = new ArrayList<>();
    datasets.scan(id, columns, tables::add);
    return tables;
  }
}
