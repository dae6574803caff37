package io.tributary.benchmark;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.wire.PackedInts;
import io.tributary.engine.wire.TopicClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * A process that moves contributions of the step benchmark's job on a 16-bit grid, with the clients
 * and settings of agent and coordinator. Each line of input is {@code produce|consume plain|encoded
 * TOPIC RECORDS}, or {@code socket RECORDS}; the answer is bytes per second. {@code encoded} packs
 * and sums each record's numbers as a job does; {@code plain} moves bytes.
 */
public final class TransportWorker {
  static final int PARAMETERS = 203_530;
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrap;
  private final int[] gradient = new int[PARAMETERS];
  private final int[] sum = new int[PARAMETERS];
  private final byte[] record;

  private TransportWorker(String bootstrap) {
    this.bootstrap = bootstrap;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (short) random.nextInt();
    }
    this.record = encode(0);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    TransportWorker worker = new TransportWorker(arguments[0]);
    // The peers send records of the same size.
    System.out.println(worker.record.length);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(worker.answer(line.split(" ")));
    }
  }

  private double answer(String[] words) throws IOException, InterruptedException {
    if (words[0].equals("socket")) {
      return SocketStream.bytesPerSecond(record, Integer.parseInt(words[1]));
    }
    boolean encoded = words[1].equals("encoded");
    int records = Integer.parseInt(words[3]);
    return words[0].equals("produce")
        ? produce(encoded, words[2], records)
        : consume(encoded, words[2], records);
  }

  private double produce(boolean encoded, String topic, int records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            TopicClients.producer(bootstrap, "transport"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.partitionsFor(topic);
      long start = System.nanoTime();
      long bytes = 0;
      for (int i = 0; i < records; i++) {
        byte[] value = encoded ? encode(i) : record;
        producer.send(new ProducerRecord<>(topic, 0, null, value));
        bytes += value.length;
      }
      producer.flush();
      return bytes * 1e9 / (System.nanoTime() - start);
    }
  }

  private double consume(boolean encoded, String topic, int records) {
    try (KafkaConsumer<byte[], ByteBuffer> consumer =
        new KafkaConsumer<>(
            TopicClients.consumer(bootstrap),
            new ByteArrayDeserializer(),
            new ByteBufferDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      consumer.position(partition);
      long start = System.nanoTime();
      long bytes = 0;
      int seen = 0;
      while (seen < records) {
        for (ConsumerRecord<byte[], ByteBuffer> next : consumer.poll(POLL)) {
          bytes += next.serializedValueSize();
          seen++;
          if (encoded) {
            add(ContributionCodec.decode(next.value()));
          }
        }
      }
      return bytes * 1e9 / (System.nanoTime() - start);
    }
  }

  private void add(Contribution contribution) {
    switch (contribution) {
      case Contribution.Sum part -> part.values().addTo(sum, 0);
      case Contribution.Refusal refusal ->
          throw new IllegalStateException("nobody sent a refusal: " + refusal);
      case Contribution.Memory memory ->
          throw new IllegalStateException("nobody sent a memory: " + memory.header());
      case Contribution.Evaluation evaluation ->
          throw new IllegalStateException("nobody evaluated: " + evaluation.header());
    }
  }

  private byte[] encode(int step) {
    return ContributionCodec.encode(
        new Contribution.Sum(
            new Contribution.Header(
                new JobId(new UUID(0, 0)),
                Generation.NONE,
                step,
                0,
                new AgentId("transport"),
                PartitionSet.of(List.of(0))),
            step,
            0,
            0,
            PackedInts.of(gradient, 0, gradient.length),
            null));
  }
}
