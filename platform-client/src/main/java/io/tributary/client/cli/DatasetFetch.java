package io.tributary.client.cli;

import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.dataset.DatasetRequest;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.FetchView;
import io.tributary.client.problem.ErrorResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "fetch",
    description = {
      "Let the control plane read rows from where they are: a file by its address, a query of a",
      "PostgreSQL database, or a topic of Kafka brokers. The operator says what may be read."
    })
final class DatasetFetch extends ClientCommand {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  @Option(names = "--url", description = "Address of a file.")
  private @Nullable String url;

  @Option(names = "--connection", paramLabel = "NAME", description = "A database; with --query.")
  private @Nullable String connection;

  @Option(names = "--query", paramLabel = "SQL", description = "One statement that gives rows.")
  private @Nullable String query;

  @Option(names = "--brokers", paramLabel = "NAME", description = "Kafka brokers; with --topic.")
  private @Nullable String brokers;

  @Option(names = "--topic", description = "Its records' values are the rows.")
  private @Nullable String topic;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "PARTITION=OFFSET",
      description = "First offsets of the topic's partitions; all that there is where not given.")
  private Map<Integer, Long> from = new TreeMap<>();

  @Option(
      names = "--to",
      split = ",",
      paramLabel = "PARTITION=OFFSET",
      description = "Offsets behind the last ones; up to now where not given.")
  private Map<Integer, Long> to = new TreeMap<>();

  @Mixin private final SpecOptions spec = new SpecOptions();
  @Mixin private final Output output = new Output();

  DatasetFetch(ClientContext context) {
    super(context);
  }

  @Override
  int run(TributaryClient client) {
    DatasetSource source = source();
    DatasetView stored;
    try (LiveLine line = new LiveLine(err(), context().terminal())) {
      stored = stored(client, new DatasetRequest(source, spec.spec(usualName(source))), line);
    }
    output.write(out(), stored, out -> DatasetUpload.report(out, stored));
    return DONE;
  }

  private DatasetView stored(TributaryClient client, DatasetRequest request, LiveLine line) {
    FetchView fetch = client.datasets().fetch(request);
    while (fetch.state().equals(FetchView.READING)) {
      line.show("%s read".formatted(Wording.bytes(fetch.bytes())), 0);
      pause();
      fetch = client.datasets().fetch(fetch.id());
    }
    ErrorResponse problem = fetch.problem();
    if (problem != null) {
      throw new TributaryException(problem.status(), problem);
    }
    return Objects.requireNonNull(fetch.dataset());
  }

  private void pause() {
    try {
      context().pause().pause(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException stopped =
          new CancellationException("Watching was stopped; the control plane reads on.");
      stopped.initCause(e);
      throw stopped;
    }
  }

  private DatasetSource source() {
    int given = (url == null ? 0 : 1) + (connection == null ? 0 : 1) + (brokers == null ? 0 : 1);
    if (given == 1 && url != null) {
      return new DatasetSource.Url(url);
    }
    if (given == 1 && connection != null && query != null) {
      return new DatasetSource.Postgres(connection, query);
    }
    if (given == 1 && brokers != null && topic != null) {
      return new DatasetSource.Kafka(brokers, topic, new TreeMap<>(from), new TreeMap<>(to));
    }
    throw CommandFailure.usage(
        "It is not said what to read.",
        "Give --url, or --connection and --query, or --brokers and --topic.");
  }

  private static String usualName(DatasetSource source) {
    return switch (source) {
      case DatasetSource.Url file -> {
        String path = file.url().replaceFirst("[?#].*", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        int dot = last.indexOf('.', 1);
        yield dot < 0 ? last : last.substring(0, dot);
      }
      case DatasetSource.Postgres rows -> rows.connection();
      case DatasetSource.Kafka records -> records.topic();
      case DatasetSource.Uploads uploads ->
          throw new IllegalStateException("uploads are sent, not fetched");
    };
  }
}
