package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.dataset.Upload.Answer;
import io.tributary.platform.security.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@PlatformTest
class AppendsTest {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Datasets datasets;
  Api api;
  String token;

  @BeforeEach
  void signIn() {
    api = new Api(mvc);
    token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  @Test
  void anAppendedVersionIsTheOneThatTheWholeFileMakesAndSharesItsBlobs() {
    String header = "n,t\n";
    Answer first = csv("grown.csv", header + rows(0, 40_000)).send(mvc, token);
    long before = blobs();

    Answer second =
        csv("more.csv", header + rows(40_000, 45_000)).sendTo(versions("grown"), mvc, token);

    assertThat(second.status()).as(second.body().toString()).isEqualTo(201);
    assertThat(second.body().path("version").asInt()).isEqualTo(2);
    assertThat(second.body().path("rows").asLong()).isEqualTo(45_000);
    // Of three blobs two are full: they stay, the third one is longer now.
    assertThat(blobs() - before).isEqualTo(1);
    Answer whole = csv("whole.csv", header + rows(0, 45_000)).send(mvc, token);
    assertThat(second.text("digest")).isEqualTo(whole.text("digest"));
    assertThat(blobs() - before).isEqualTo(1);
    assertThat(api.get("/api/v1/datasets/grown/profile", token).body().path("columns"))
        .isEqualTo(api.get("/api/v1/datasets/whole/profile", token).body().path("columns"));

    assertThat(api.delete("/api/v1/datasets/" + first.text("id"), token).status()).isEqualTo(204);
    assertThat(numbers(second.text("id"))).hasSize(45_000).isEqualTo(numbers(whole.text("id")));

    api.delete("/api/v1/datasets/" + second.text("id"), token);
    api.delete("/api/v1/datasets/" + whole.text("id"), token);
    assertThat(blobs()).isEqualTo(before - 3);
  }

  @Test
  void columnsMayComeInAnotherOrderAndKeepTypesAndRoles() {
    csv("order.csv", "zip,y\n01,1.5\n02,2\n")
        .spec(
            "{\"columns\": [{\"name\": \"zip\", \"type\": \"categorical\"},"
                + " {\"name\": \"y\", \"role\": \"label\"}]}")
        .send(mvc, token);

    Answer appended = csv("b.csv", "y,zip\n3,007\n").sendTo(versions("order"), mvc, token);
    Answer json =
        Upload.of()
            .file(
                "c.jsonl",
                "{\"zip\": \"x\", \"y\": 4}\n{\"y\": 5}\n".getBytes(StandardCharsets.UTF_8))
            .sendTo(versions("order@2"), mvc, token);

    assertThat(appended.body().path("columns").toString())
        .contains("\"name\":\"y\",\"type\":\"numeric\",\"role\":\"label\"");
    assertThat(json.status()).as(json.body().toString()).isEqualTo(201);
    assertThat(api.get("/api/v1/datasets/order/preview", token).body().path("rows").toString())
        .isEqualTo("[[\"01\",1.5],[\"02\",2],[\"007\",3],[\"x\",4],[null,5]]");
    assertThat(
            api.get("/api/v1/datasets/order@1/versions", token)
                .body()
                .valueStream()
                .map(v -> v.path("version").asInt()))
        .containsExactly(3, 2, 1);
  }

  @Test
  void otherColumnsAreRefusedByName() {
    csv("schema.csv", "a,b\n1,x\n2,y\n").send(mvc, token);
    long before = blobs();

    Answer other = csv("o.csv", "a,c\n1,x\n").sendTo(versions("schema"), mvc, token);
    assertThat(other.text("code")).isEqualTo("DATASET_SCHEMA_MISMATCH");
    assertThat(other.fields()).contains("b");

    Answer more = csv("m.csv", "a,b,c\n1,x,2\n").sendTo(versions("schema"), mvc, token);
    assertThat(more.text("code")).isEqualTo("DATASET_SCHEMA_MISMATCH");
    assertThat(more.fields()).containsExactly("c");

    Answer texts = csv("t.csv", "a,b\nseven,x\n").sendTo(versions("schema"), mvc, token);
    assertThat(texts.text("code")).isEqualTo("DATASET_ROWS_REJECTED");
    assertThat(texts.body().toString()).contains("column a: 'seven' is no number");

    assertThat(
            csv("n.csv", "a,b\n1,x\n")
                .spec("{\"name\": \"else\"}")
                .sendTo(versions("schema"), mvc, token)
                .fields())
        .containsExactly("name");
    assertThat(csv("n.csv", "a,b\n1,x\n").sendTo(versions("nowhere"), mvc, token).status())
        .isEqualTo(404);
    assertThat(blobs()).isEqualTo(before);
  }

  @Test
  void sparseRowsAndVectorsAreAppendedTo() {
    Upload.of()
        .file("s.svm", "1 1:2 5:1\n0 2:3\n".getBytes(StandardCharsets.UTF_8))
        .send(mvc, token);

    Answer sparse =
        Upload.of()
            .file("t.svm", "1 9:4\n0 1:1\n".getBytes(StandardCharsets.UTF_8))
            .sendTo(versions("s"), mvc, token);

    assertThat(sparse.status()).as(sparse.body().toString()).isEqualTo(201);
    assertThat(api.get("/api/v1/datasets/s/preview", token).body().path("rows").toString())
        .isEqualTo("[[1,{\"1\":2,\"5\":1}],[0,{\"2\":3}],[1,{\"9\":4}],[0,{\"1\":1}]]");

    Upload.of()
        .file("i", IdxBytes.images(2, 1, 3))
        .file("l", IdxBytes.labels(1, 2))
        .spec("{\"name\": \"pair\"}")
        .send(mvc, token);
    assertThat(
            csv("p.csv", "pixels,label\n1,2\n").sendTo(versions("pair"), mvc, token).text("code"))
        .isEqualTo("DATASET_UNSUPPORTED_CONTENT");
  }

  @Test
  void timesAreAppendedToAndStayWhatTheyWere() {
    String first = "day,n\n31.3.2024 14:30:05.25,1\n,2\n1.4.2024,3\n";
    csv("days.csv", first).send(mvc, token);

    Answer more = csv("more.csv", "day,n\n2.5.2024 07:00,4\n").sendTo(versions("days"), mvc, token);

    assertThat(more.status()).as(more.body().toString()).isEqualTo(201);
    assertThat(more.body().path("columns").path(0).path("type").asString()).isEqualTo("datetime");
    Answer whole = csv("alldays.csv", first + "2.5.2024 07:00,4\n").send(mvc, token);
    assertThat(more.text("digest")).isEqualTo(whole.text("digest"));
  }

  private static String versions(String name) {
    return "/api/v1/datasets/" + name + "/versions";
  }

  private static Upload csv(String name, String content) {
    return Upload.csv(name, content);
  }

  private static String rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> i + ",appended " + i % 11 + "\n")
        .collect(Collectors.joining());
  }

  private long blobs() {
    return jdbc.sql("select count(*) from dataset_blob").query(Long.class).single();
  }

  private double[] numbers(String id) {
    List<Table> tables = new ArrayList<>();
    datasets.scan(id, List.of("n"), tables::add);
    return tables.stream()
        .flatMapToDouble(t -> Arrays.stream(((Column.Numeric) t.columns().getFirst()).values()))
        .toArray();
  }
}
