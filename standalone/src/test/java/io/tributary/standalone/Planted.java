package io.tributary.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Values of rows that must not leave their agents, and the search for them everywhere else. */
final class Planted {
  private final LocalPlatform platform;
  private final List<byte[]> needles;
  private long records;

  Planted(LocalPlatform platform) {
    this.platform = platform;
    this.needles = IntStream.rangeClosed(1, 3).boxed().flatMap(Planted::needles).toList();
  }

  static String name(int press) {
    return "Planted Operator Q" + press + "x7";
  }

  static String pressure(int press) {
    return "7" + press + ".31415926535";
  }

  /** A row's values as texts and as numbers of every kind that a file or record may have. */
  private static Stream<byte[]> needles(int press) {
    double pressure = Double.parseDouble(pressure(press));
    ByteBuffer little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(pressure);
    ByteBuffer big = ByteBuffer.allocate(8).putDouble(pressure);
    return Stream.of(
        name(press).getBytes(StandardCharsets.UTF_8),
        pressure(press).getBytes(StandardCharsets.UTF_8),
        little.array(),
        big.array());
  }

  /** Topics with a planted value in a key or a value of a record. */
  List<String> topics() {
    List<String> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", platform.endpoints().orElseThrow().kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (Map.Entry<String, List<PartitionInfo>> topic : consumer.listTopics().entrySet()) {
        for (PartitionInfo partition : topic.getValue()) {
          look(consumer, new TopicPartition(topic.getKey(), partition.partition()), found);
        }
      }
    }
    return found;
  }

  private void look(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, List<String> found) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        records++;
        if (has(record.value()) || has(record.key())) {
          found.add(partition + " at " + record.offset());
        }
      }
    }
  }

  /** Records that {@link #topics()} has looked at. */
  long recordsSeen() {
    return records;
  }

  /** Tables with a planted value in a row; columns of bytes are looked into. */
  List<String> tables() throws Exception {
    List<String> found = new ArrayList<>();
    String password = PrivateFile.read(platform.home().postgresPasswordFile());
    try (Connection connection =
            DriverManager.getConnection(
                platform.endpoints().orElseThrow().postgres(), PostgresServer.USER, password);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'public'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("select t::text from \"" + table + "\" t")) {
          while (rows.next()) {
            String row = rows.getString(1);
            if (has(row.getBytes(StandardCharsets.UTF_8)) || hasHexadecimal(row)) {
              found.add(table + ": " + row.substring(0, Math.min(200, row.length())));
            }
          }
        }
      }
    }
    return found;
  }

  private boolean hasHexadecimal(String row) {
    return needles.stream().anyMatch(needle -> row.contains(HexFormat.of().formatHex(needle)));
  }

  /** Log files with a planted value. */
  List<String> logs() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> logs = Files.list(platform.home().logs())) {
      for (Path log : logs.toList()) {
        if (has(Files.readAllBytes(log))) {
          found.add(log.toString());
        }
      }
    }
    return found;
  }

  private boolean has(byte[] content) {
    if (content == null) {
      return false;
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return needles.stream()
        .anyMatch(needle -> text.contains(new String(needle, StandardCharsets.ISO_8859_1)));
  }
}
