package io.tributary.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.StubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write, to the letter. */
class OutputTest {
  private static final String DATASET =
      """
      {"id":"5f1c2d3e-0000-4000-8000-000000000001","name":"digits","version":%d,"format":"csv",
       "rows":1797,"uploadedRows":1800,"rejectedRows":3,"bytes":123456,"columns":[
        {"name":"pixels","type":"vector","role":"feature","width":784},
        {"name":"label","type":"categorical","role":"label","width":1}],
       "digest":"ab","createdAt":"2026-01-01T10:00:00.123Z","createdBy":"ada"}
      """;

  private final StubApi api = new StubApi();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void anUploadSaysWhatWasStoredUnderWhichId() throws IOException {
    Files.writeString(directory.resolve("digits.csv.gz"), "1,2\n");
    StringBuilder body = new StringBuilder();
    api.on(
        "POST /datasets",
        exchange -> {
          body.append(new String(exchange.getRequestBody().readAllBytes()));
          StubApi.answer(exchange, 201, DATASET.formatted(2));
        });
    Run run =
        Run.of(
            api,
            directory,
            "datasets",
            "upload",
            "digits.csv.gz",
            "--no-header",
            "--delimiter",
            "tab",
            "--label",
            "c2");
    assertThat(run.out())
        .isEqualTo(
            """
            Stored digits@2: 1797 rows, 2 columns, 3 rows rejected.
            Id: 5f1c2d3e-0000-4000-8000-000000000001
            See why: tributary datasets show 5f1c2d3e-0000-4000-8000-000000000001 --rejected
            """);
    assertThat(run.status()).isZero();
    assertThat(body)
        .contains(
            "{\"name\":\"digits\",\"header\":false,\"delimiter\":\"tab\","
                + "\"columns\":[{\"name\":\"c2\",\"role\":\"label\"}]}")
        .contains("filename=\"digits.csv.gz\"");
  }

  @Test
  void datasetsAreATableOrJson() {
    api.answering("GET /datasets", 200, "{\"items\":[" + DATASET.formatted(2) + "]}");
    assertThat(Run.of(api, directory, "datasets", "list").out())
        .isEqualTo(
            """
            NAME      ROWS  REJECTED  COLUMNS  SIZE       CREATED               ID
            digits@2  1797  3         2        120.6 KiB  2026-01-01T10:00:00Z  5f1c2d3e-0000-4000-8000-000000000001
            """);
    assertThat(Run.of(api, directory, "datasets", "list", "-o", "json").out())
        .startsWith("[ {\n  \"id\" : \"5f1c2d3e-0000-4000-8000-000000000001\",\n")
        .contains("\"createdAt\" : \"2026-01-01T10:00:00.123Z\"")
        .endsWith("} ]\n");
  }

  @Test
  void aListGoesOnOverPagesUpToItsLimitAndSaysThatThereIsMore() {
    api.on(
        "GET /datasets",
        exchange ->
            StubApi.answer(
                exchange,
                200,
                "{\"items\":[%s],\"nextCursor\":\"c\"}".formatted(DATASET.formatted(1))));
    Run run = Run.of(api, directory, "datasets", "list", "--limit", "3");
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.err()).isEqualTo("There are more than 3; use --limit.\n");
    assertThat(api.requests())
        .extracting(StubApi.Request::target)
        .containsExactly(
            "/api/v1/datasets?limit=3",
            "/api/v1/datasets?cursor=c&limit=2",
            "/api/v1/datasets?cursor=c&limit=1");
  }

  @Test
  void aNameMeansItsNewestVersion() {
    api.answering(
        "GET /datasets",
        200,
        "{\"items\":[%s,%s]}".formatted(DATASET.formatted(1), DATASET.formatted(2)));
    api.answering(
        "GET /datasets/5f1c2d3e-0000-4000-8000-000000000001/profile",
        200,
        """
        {"rows":1797,"columns":[
         {"name":"pixels","type":"vector","missing":0,"distinct":256,"distinctIsApproximate":true,
          "minimum":0.0,"maximum":255.0,"mean":33.318,"standardDeviation":78.6,"histogram":[],
          "topValues":[]},
         {"name":"label","type":"categorical","missing":0,"distinct":10,
          "distinctIsApproximate":false,"histogram":[],"topValues":[]}]}
        """);
    assertThat(Run.of(api, directory, "datasets", "show", "digits").out())
        .isEqualTo(
            """
            digits@2  csv  1797 rows (1800 in the file, 3 rejected)  120.6 KiB  by ada at 2026-01-01T10:00:00Z
            Id:     5f1c2d3e-0000-4000-8000-000000000001
            Digest: ab

            COLUMN  TYPE         ROLE     MISSING  DISTINCT  MIN  MEAN   MAX
            pixels  vector[784]  feature  0        ~256      0    33.32  255
            label   categorical  label    0        10        -    -      -
            """);
    Run missing = Run.of(api, directory, "datasets", "show", "digits@7");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err())
        .isEqualTo("There is no data set digits@7.\nList them with \"tributary datasets list\".\n");
  }

  @Test
  void aWatchedJobPrintsALineForEachTenthAndEachStateAndEndsWithItsDigest() throws IOException {
    Files.writeString(directory.resolve("job.yaml"), "name: digits\n");
    api.answering("POST /jobs", 201, "{\"id\":\"j1\",\"state\":\"QUEUED\"}");
    looks(
        job("QUEUED", 0, "\"reason\":\"NO_AGENTS\",\"reasonDetail\":" + NO_AGENTS),
        job("RUNNING", 10, LOSS),
        job("RUNNING", 11, LOSS),
        job("RUNNING", 55, LOSS),
        job("SUCCEEDED", 100, "\"metrics\":{\"loss\":0.1,\"accuracy\":0.96}"));
    Run run = Run.of(api, directory, "jobs", "submit", "job.yaml", "--watch");
    assertThat(run.out())
        .isEqualTo(
            """
            QUEUED  NO_AGENTS  0 agents are here, 1 is needed. Start an agent.
            [........................] step 0/100  12.50 steps/s  1:05 left
            RUNNING
            [##......................] step 10/100  12.50 steps/s  loss 0.3123  1:05 left
            [#############...........] step 55/100  12.50 steps/s  loss 0.3123  1:05 left
            SUCCEEDED
            digits after 100 steps  loss 0.1000  accuracy 0.9600  digest abcd
            """);
    assertThat(run.err()).isEqualTo("Job j1\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void onATerminalTheLineIsWrittenOver() {
    looks(job("RUNNING", 10, LOSS), job("RUNNING", 11, LOSS), job("FAILED", 11, LOSS));
    ClientContext context =
        new ClientContext(
            Map.of("TRIBUTARY_API", api.uri().toString()), directory, true, length -> {});
    Run run = Run.of(context, "jobs", "watch", "j1");
    assertThat(run.out().lines().toList())
        .startsWith("RUNNING")
        .endsWith("FAILED", "digits after 11 steps  loss 0.3123  digest abcd");
    assertThat(run.out())
        .contains("\r[##......................] step 11/100")
        .doesNotContain("\u001b");
  }

  @Test
  void aJobThatFailsEndsTheWatchWithStatusOneAndItsReason() {
    looks(
        job(
            "FAILED",
            3,
            """
            "reason":"LOSS_NOT_FINITE","reasonDetail":{"sentence":"The loss is NaN at step 3.",
            "advice":"Lower the learning rate.","values":{}}
            """));
    Run run = Run.of(api, directory, "jobs", "watch", "j1");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(
            "FAILED  LOSS_NOT_FINITE  The loss is NaN at step 3. Lower the learning rate.\n");
  }

  @Test
  void aWatchOutlivesAPlatformThatIsAwayForAWhile() {
    Deque<String> answers = new ArrayDeque<>(List.of("", "", "", "", "", "", "", "", "", "", "x"));
    api.on(
        "GET /jobs/j1",
        exchange -> {
          if (answers.poll() == null) {
            StubApi.answer(exchange, 200, job("SUCCEEDED", 100, "\"metrics\":{}"));
          } else {
            exchange.close();
          }
        });
    Run run = Run.of(api, directory, "jobs", "watch", "j1");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("The platform at " + api.uri() + " cannot be reached")
        .contains("Trying again.\n")
        .contains("SUCCEEDED\n");
  }

  @Test
  void aWatchWithJsonWritesOnlyTheJobToTheOutput() {
    looks(job("RUNNING", 10, LOSS), job("SUCCEEDED", 100, LOSS));
    Run run = Run.of(api, directory, "jobs", "watch", "j1", "-o", "json");
    assertThat(run.out()).startsWith("{\n  \"id\" : \"j1\"").endsWith("}\n");
    assertThat(run.err()).contains("RUNNING");
  }

  @Test
  void promotionTakesTheLastCheckpointAndTheJobsName() {
    api.answering("GET /jobs/j1", 200, job("SUCCEEDED", 100, LOSS));
    api.answering(
        "GET /jobs/j1/checkpoints", 200, "[%s,%s]".formatted(checkpoint(50), checkpoint(100)));
    StringBuilder body = new StringBuilder();
    api.on(
        "POST /jobs/j1/checkpoints/100/promote",
        exchange -> {
          body.append(new String(exchange.getRequestBody().readAllBytes()));
          StubApi.answer(
              exchange,
              201,
              """
              {"id":"m1","name":"digits","version":1,"stage":"none","jobId":"j1","jobName":"digits",
               "step":100,"task":"classification","inputs":[],"classes":[],"metrics":{},
               "parametersDigest":"ab","provenance":{},"createdAt":"2026-01-01T00:00:00Z",
               "createdBy":"ada"}
              """);
        });
    Run run = Run.of(api, directory, "models", "promote", "j1");
    assertThat(run.out()).isEqualTo("Model digits@1 is step 100 of the job.\nId: m1\n");
    assertThat(body).hasToString("{\"name\":\"digits\"}");
  }

  @Test
  void aSampleNeedsNoPlatform() {
    ClientContext nowhere = new ClientContext(Map.of(), directory, false, length -> {});
    Run run = Run.of(nowhere, "sample", "article", "-o", "a.csv", "--seed", "7");
    assertThat(run).isEqualTo(new Run(0, "Wrote 400 rows to a.csv.\n", ""));
    assertThat(directory.resolve("a.csv")).exists();
    assertThat(Run.of(nowhere, "sample", "digits", "-o", "d", "--rows", "5").out())
        .isEqualTo("Wrote 5 rows to d-images-idx3-ubyte.gz and d-labels-idx1-ubyte.gz.\n");
  }

  private static final String LOSS = "\"metrics\":{\"train\":{\"loss\":0.31234}}";
  private static final String NO_AGENTS =
      "{\"sentence\":\"0 agents are here, 1 is needed.\",\"advice\":\"Start an agent.\",\"values\":{}}";

  private void looks(String... answers) {
    Deque<String> remaining = new ArrayDeque<>(List.of(answers));
    api.on("GET /jobs/j1", exchange -> StubApi.answer(exchange, 200, remaining.removeFirst()));
  }

  private static String checkpoint(long step) {
    return """
    {"step":%d,"epoch":1,"parametersDigest":"ab","bytes":10,"metrics":{},
     "createdAt":"2026-01-01T00:00:00Z"}
    """
        .formatted(step);
  }

  private static String job(String state, int step, String more) {
    String metrics = more.contains("\"metrics\"") ? "" : "\"metrics\":{},";
    return """
    {"id":"j1","name":"digits","state":"%s","step":%d,"epoch":0,%s"workers":[],"partitions":[],
     "parametersDigest":"abcd","dataset":"d","task":"classification","generation":1,
     "progress":{"step":%d,"totalSteps":100,"epoch":0,"totalEpochs":1,"fraction":%s,
      "stepsPerSecond":12.5,"samplesPerSecond":0.0,"etaSeconds":65.2},
     "createdAt":"2026-01-01T00:00:00Z","createdBy":"ada",%s}
    """
        .formatted(state, step, metrics, step, step / 100.0, more);
  }
}
