package io.tributary.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.StubApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private final StubApi api = new StubApi();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithoutAPlatform(String command) {
    String[] arguments = (command + " --help").strip().split(" ");
    Run run = Run.of(nowhere(Map.of()), arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: " + ("tributary " + command).strip());
  }

  static Stream<String> commands() {
    return names("", TributaryCommand.commandLine(nowhere(Map.of())));
  }

  private static Stream<String> names(String prefix, CommandLine command) {
    return Stream.concat(
        Stream.of(prefix),
        command.getSubcommands().entrySet().stream()
            .flatMap(sub -> names((prefix + " " + sub.getKey()).strip(), sub.getValue())));
  }

  @Test
  void aTopicIsFetchedInARange() throws IOException {
    AtomicReference<String> asked = new AtomicReference<>("");
    api.on(
        "POST /fetches",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          StubApi.answer(
              exchange,
              202,
              """
              {"id":"f1","state":"READING","startedAt":"2026-01-01T00:00:00Z","bytes":0}
              """);
        });
    api.answering(
        "GET /fetches/f1",
        200,
        """
        {"id":"f1","state":"STORED","startedAt":"2026-01-01T00:00:00Z","bytes":70,"dataset":
          {"id":"d1","name":"orders","version":2,"format":"jsonl","rows":7,"uploadedRows":7,
           "rejectedRows":0,"bytes":9,"columns":[],"digest":"00",
           "createdAt":"2026-01-01T00:00:00Z","createdBy":"ada"}}
        """);
    Run run =
        Run.of(
            api,
            directory,
            "datasets",
            "fetch",
            "--brokers",
            "plant",
            "--topic",
            "orders",
            "--from",
            "0=5,1=7",
            "--label",
            "paid");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Stored orders@2: 7 rows");
    assertThat(asked.get())
        .contains(
            "\"kind\":\"kafka\"", "\"from\":{\"0\":5,\"1\":7}", "\"name\":\"orders\"", "paid");
  }

  @Test
  void whatCannotBeFetchedIsSaidAsOfEveryRequest() {
    api.answering(
        "POST /fetches",
        202,
        """
        {"id":"f1","state":"REFUSED","startedAt":"2026-01-01T00:00:00Z","bytes":0,"problem":
          {"status":422,"code":"DATASET_SOURCE_NOT_ALLOWED","detail":"There are no brokers 'x'.",
           "advice":"Use one of: plant."}}
        """);
    Run run = Run.of(api, directory, "datasets", "fetch", "--brokers", "x", "--topic", "orders");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("There are no brokers 'x'.", "Use one of: plant.");
  }

  @Test
  void whatIsToBeFetchedHasToBeSaid() {
    Run run = Run.of(api, directory, "datasets", "fetch", "--topic", "orders");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--brokers and --topic");
  }

  @Test
  void aRefusalIsASentenceATableAndAdviceWithStatusOne() throws IOException {
    Files.writeString(directory.resolve("job.yaml"), "name: digits\n");
    api.answering(
        "POST /jobs",
        422,
        """
        {"status":422,"code":"INVALID_SPEC","detail":"The job spec has 2 mistakes.",
         "advice":"Correct them and submit again.","violations":[
          {"field":"training.batchSize","message":"is 2, less than 4 partitions","advice":"Use 4."},
          {"field":"label","message":"is missing \\u001b[31m","advice":"Name a column."}]}
        """);
    Run run = Run.of(api, directory, "jobs", "submit", "job.yaml");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            The job spec has 2 mistakes.
            FIELD               WHAT IS WRONG                 ADVICE
            training.batchSize  is 2, less than 4 partitions  Use 4.
            label               is missing ?[31m              Name a column.
            Correct them and submit again.
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs",
        "jobs list --colour",
        "jobs show",
        "jobs advice",
        "jobs submit missing.yaml",
        "datasets upload missing.csv",
        "datasets list --limit 0",
        "jobs list -o xml",
        "jobs list --api localhost:8081",
        "models predict m1 missing.csv -o predictions.csv",
        "models import missing.model",
        "sample digits",
        "sample blobs -o b.csv --rows 0",
        "problems --token-file missing.token"
      })
  void aWrongCommandLineHasStatusTwoAndNoStackTrace(String arguments) {
    Run run = Run.of(api, directory, arguments.split(" "));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isNotEmpty().doesNotContain("\tat ");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void predictionsForAFileAppearOnlyWhenTheyAreComplete() throws IOException {
    Files.writeString(directory.resolve("rows.csv"), "area\n70\n");
    api.answering("POST /models/m1/predict", 200, "value\n1.5\n");
    Run run = Run.of(api, directory, "models", "predict", "m1", "rows.csv", "-o", "out.csv");
    assertThat(run.err()).isEmpty();
    assertThat(directory.resolve("out.csv")).hasContent("value\n1.5\n");
    assertThat(api.requests().getFirst().header("Content-type"))
        .isEqualTo("application/octet-stream");

    api.answering(
        "POST /models/m1/predict",
        422,
        "{\"status\":422,\"code\":\"INVALID_CONTENT\",\"detail\":\"No.\",\"advice\":\"Do.\"}");
    Run refused = Run.of(api, directory, "models", "predict", "m1", "rows.csv", "-o", "no.csv");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("rows.csv", "out.csv");
  }

  @Test
  void aPlatformThatDoesNotAnswerHasStatusThree() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Run run = Run.of(nowhere(Map.of()), "problems", "--api", "http://127.0.0.1:" + port);
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("The platform at http://127.0.0.1:" + port + " cannot be reached")
        .endsWith("Check that it is running and that the address is right.\n");
  }

  @Test
  void whereNoPlatformIsKnownTheAdviceSaysHowToNameOne() {
    Run run = Run.of(nowhere(Map.of()), "agents", "list");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            """
            No platform is running here: there is no nowhere/.tributary/endpoints.json.
            Start one with "tributary up", or name one with --api URL or TRIBUTARY_API.
            """);
  }

  @Test
  void thePlatformAndItsTokenAreFoundInTheStateDirectory() throws IOException {
    api.answering("GET /problems", 200, "[]");
    Files.writeString(
        directory.resolve("endpoints.json"),
        "{\"api\":\"%s\",\"web\":\"x\",\"pids\":{\"api\":1,\"agents\":{}}}".formatted(api.uri()));
    Files.writeString(directory.resolve("admin.token"), "from-home\n");
    ClientContext context = nowhere(Map.of("TRIBUTARY_HOME", directory.toString()));
    Run run = Run.of(context, "problems");
    assertThat(run).isEqualTo(new Run(0, "Nothing is wrong.\n", ""));
    assertThat(api.requests().getFirst().header("Authorization")).isEqualTo("Bearer from-home");
  }

  @Test
  void anOptionWinsOverTheEnvironmentAndTheEnvironmentOverTheStateDirectory() throws IOException {
    api.answering("GET /problems", 200, "[]");
    Files.writeString(directory.resolve("admin.token"), "from-home");
    Files.writeString(directory.resolve("my.token"), "from-file\n");
    ClientContext context =
        nowhere(
            Map.of(
                "TRIBUTARY_HOME", directory.toString(),
                "TRIBUTARY_API", "http://127.0.0.1:1",
                "TRIBUTARY_TOKEN", "from-environment"));
    String url = api.uri().toString();
    String file = directory.resolve("my.token").toString();
    assertThat(Run.of(context, "problems", "--api", url).status()).isZero();
    assertThat(Run.of(context, "problems", "--api", url, "--token-file", file).status()).isZero();
    assertThat(api.requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer from-environment", "Bearer from-file");
  }

  @Test
  void anotherProgramAddsItsCommandsToTheSameRoot() {
    CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create().name("tributary"));
    CommandLine agents = new CommandLine(CommandLine.Model.CommandSpec.create());
    agents.addSubcommand("add", CommandLine.Model.CommandSpec.create());
    root.addSubcommand("agents", agents);
    ClientCommands.addTo(root, nowhere(Map.of()));
    assertThat(root.getSubcommands().keySet())
        .contains("agents", "datasets", "jobs", "models", "problems", "sample");
    assertThat(agents.getSubcommands()).containsOnlyKeys("add", "list");
  }

  private static ClientContext nowhere(Map<String, String> environment) {
    return new ClientContext(environment, Path.of("nowhere"), false, length -> {});
  }
}
