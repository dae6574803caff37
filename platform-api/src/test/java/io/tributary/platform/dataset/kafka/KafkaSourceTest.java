package io.tributary.platform.dataset.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.dataset.FileLimits;
import io.tributary.dataset.Formats;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.dataset.Source;
import io.tributary.platform.dataset.Fetched;
import io.tributary.platform.dataset.SourceSettings;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.testing.TestKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real broker: two partitions, a value of several lines, a tombstone, a rolled-back record.
 */
class KafkaSourceTest {
  private static final String TOPIC = "orders-of-the-day";

  @TempDir Path directory;

  @BeforeAll
  static void writes() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", TestKafka.bootstrap(), "transactional.id", "orders");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, 0, "{\"id\": 1, \"town\": \"Ulm\"}");
      send(producer, 1, "{\"id\": 10, \"town\": \"Bonn\"}");
      send(producer, 0, "{\n  \"id\": 2,\r\n  \"town\": \"K\u00f6ln\"\n}");
      producer.send(new ProducerRecord<>(TOPIC, 0, new byte[] {1}, null)).get();
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, 0, "{\"id\": 99, \"town\": \"rolled back\"}");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, 0, "{\"id\": 3, \"town\": \"Jena\"}");
      send(producer, 1, "{\"id\": 11, \"town\": \"Gera\"}");
      producer.commitTransaction();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int partition, String value)
      throws Exception {
    producer
        .send(new ProducerRecord<>(TOPIC, partition, null, value.getBytes(StandardCharsets.UTF_8)))
        .get();
  }

  private static KafkaSource source(long most) {
    return new KafkaSource(
        new SourceSettings(
            List.of(),
            Duration.ofSeconds(5),
            Map.of(),
            Map.of(
                "plant",
                new SourceSettings.Brokers(
                    TestKafka.bootstrap(), List.of("orders*", "gone"), most, Map.of()),
                "away",
                new SourceSettings.Brokers("127.0.0.1:1", List.of("*"), most, Map.of()))));
  }

  private FileLimits limits() {
    return new FileLimits(directory, 1L << 30, 200, 1 << 20, 100, 0, 10);
  }

  private Fetched fetch(Map<Integer, Long> from, Map<Integer, Long> to, List<String> lines)
      throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(limits())) {
      Fetched fetched = source(1000).fetch("plant", TOPIC, from, to, folder);
      lines.addAll(Files.readAllLines(fetched.files().getFirst().path()));
      return fetched;
    }
  }

  private static DatasetSource.Kafka origin(Fetched fetched) {
    return (DatasetSource.Kafka) Objects.requireNonNull(fetched.origin());
  }

  @Test
  void aTopicIsATableOfItsCommittedValuesAndTheVersionKnowsTheRange() throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(limits())) {
      Fetched fetched = source(1000).fetch("plant", TOPIC, Map.of(), Map.of(), folder);
      assertThat(Files.readAllLines(fetched.files().getFirst().path()))
          .containsExactly(
              "{\"id\": 1, \"town\": \"Ulm\"}",
              "{   \"id\": 2,    \"town\": \"K\u00f6ln\" }",
              "{\"id\": 3, \"town\": \"Jena\"}",
              "{\"id\": 10, \"town\": \"Bonn\"}",
              "{\"id\": 11, \"town\": \"Gera\"}");
      Source.Content content =
          Formats.open(fetched.files(), DatasetSpec.named("orders"), limits()).read(piece -> {});
      assertThat(content.rows()).isEqualTo(5);
      DatasetSource.Kafka origin = origin(fetched);
      assertThat(origin.from()).isEqualTo(Map.of(0, 0L, 1, 0L));
      // Three records, a tombstone, one rolled back, and the marks of three transactions; two and
      // two.
      assertThat(origin.to()).isEqualTo(Map.of(0, 8L, 1, 4L));
    }
  }

  @Test
  void theSameRangeIsTheSameRows() throws IOException {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    DatasetSource.Kafka range = origin(fetch(Map.of(0, 1L), Map.of(0, 7L, 1, 1L), first));
    fetch(Objects.requireNonNull(range.from()), Objects.requireNonNull(range.to()), second);
    assertThat(first).hasSize(3).isEqualTo(second);
    assertThat(first.get(1)).contains("Jena");
    assertThat(first.get(2)).contains("Bonn");
  }

  private void assertRefused(
      String brokers,
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      ErrorCode code,
      String message)
      throws IOException {
    try (ReceivedFiles folder = new ReceivedFiles(limits())) {
      assertThatThrownBy(() -> source(8).fetch(brokers, topic, from, to, folder))
          .hasMessageContaining(message)
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }

  @Test
  void whatCannotBeReadIsRefusedWithTheReason() throws IOException {
    Map<Integer, Long> all = Map.of();
    assertRefused(
        "none", TOPIC, all, all, ErrorCode.DATASET_SOURCE_NOT_ALLOWED, "no brokers 'none'");
    assertRefused(
        "plant", "salaries", all, all, ErrorCode.DATASET_SOURCE_NOT_ALLOWED, "may not be read");
    assertRefused(
        "away", TOPIC, all, all, ErrorCode.DATASET_SOURCE_FAILED, "brokers 'away' cannot be read");
    assertRefused("plant", TOPIC, all, all, ErrorCode.DATASET_TOO_LARGE, "12 offsets");
    assertRefused(
        "plant", TOPIC, Map.of(7, 0L), all, ErrorCode.DATASET_INVALID_SOURCE, "partition 7");
    assertRefused(
        "plant", TOPIC, Map.of(0, -1L), all, ErrorCode.DATASET_INVALID_SOURCE, "first offset is 0");
    assertRefused(
        "plant", TOPIC, all, Map.of(0, 9L), ErrorCode.DATASET_INVALID_SOURCE, "next offset is 8");
    assertRefused(
        "plant",
        TOPIC,
        Map.of(0, 5L),
        Map.of(0, 4L),
        ErrorCode.DATASET_INVALID_SOURCE,
        "before its source.from");
    assertRefused(
        "plant", TOPIC, Map.of(0, 8L, 1, 4L), all, ErrorCode.DATASET_EMPTY, "has no record");
  }

  @Test
  void credentialsAreNotShown() {
    assertThat(
            new SourceSettings.Brokers(
                    "h:1", List.of("a"), 1, Map.of("sasl.jaas.config", "password"))
                .toString())
        .doesNotContain("password");
  }
}
