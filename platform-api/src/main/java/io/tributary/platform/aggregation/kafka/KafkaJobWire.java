package io.tributary.platform.aggregation.kafka;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.wire.CorruptRecordException;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.aggregation.JobWire;
import io.tributary.platform.kafka.KafkaClients;
import io.tributary.platform.kafka.TopicKeeper;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running job's contributions and ledger on Kafka. */
final class KafkaJobWire implements JobWire {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaJobWire.class);
  private static final Duration REPLAY_POLL = Duration.ofMillis(500);

  private final JobId job;
  private final KafkaClients clients;
  private final TopicKeeper topics;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], ByteBuffer> consumer;
  private final TopicPartition contributions;
  private long forgotten;
  private final int exchanging;
  private long contributionBytes;
  private long updateBytes;

  KafkaJobWire(JobId job, int exchanging, KafkaClients clients, TopicKeeper topics) {
    this.job = job;
    this.exchanging = exchanging;
    this.clients = clients;
    this.topics = topics;
    this.producer = clients.producer("coordinator-" + job);
    this.consumer = clients.consumer(Topics.contributions(job));
    this.contributions = new TopicPartition(Topics.contributions(job), 0);
  }

  @Override
  public CompletableFuture<Long> append(List<LedgerRecord> records) {
    CompletableFuture<Long> acknowledged = new CompletableFuture<>();
    for (int i = 0; i < records.size(); i++) {
      boolean last = i == records.size() - 1;
      byte[] record = LedgerCodec.encode(records.get(i));
      updateBytes += record.length;
      producer.send(
          new ProducerRecord<>(Topics.updates(job), 0, null, record),
          (metadata, failure) -> {
            if (failure != null) {
              acknowledged.completeExceptionally(failure);
            } else if (last) {
              acknowledged.complete(metadata.offset() + 1);
            }
          });
    }
    return acknowledged;
  }

  @Override
  public void skipToEnd() {
    consumer.seekToEnd(List.of(contributions));
    consumer.position(contributions);
  }

  @Override
  public List<Contribution> poll(Duration atMost) {
    List<Contribution> decoded = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], ByteBuffer> record : consumer.poll(atMost)) {
        contributionBytes += record.value().remaining();
        decode(record, decoded);
      }
    } catch (WakeupException wokenForACommand) {
      LOG.trace("[job={}] woken", job);
    }
    return decoded;
  }

  private void decode(ConsumerRecord<byte[], ByteBuffer> record, List<Contribution> decoded) {
    try {
      decoded.add(ContributionCodec.decode(record.value()));
    } catch (CorruptRecordException e) {
      LOG.warn("[job={}] contribution at {} dropped: {}", job, record.offset(), e.getMessage());
    }
  }

  @Override
  public void replay(long from, long to, java.util.function.Consumer<LedgerRecord> records) {
    TopicPartition updates = new TopicPartition(Topics.updates(job), 0);
    try (Consumer<byte[], ByteBuffer> reader = clients.consumer(Topics.updates(job))) {
      long beginning = reader.beginningOffsets(List.of(updates)).getOrDefault(updates, 0L);
      boolean known = from >= beginning && from < to;
      reader.seek(updates, known ? from : beginning);
      while (reader.position(updates) < to) {
        for (ConsumerRecord<byte[], ByteBuffer> record : reader.poll(REPLAY_POLL)) {
          if (record.offset() < to) {
            records.accept(LedgerCodec.decode(record.value()));
          }
        }
      }
    }
  }

  @Override
  public void forgetContributions() {
    long read = consumer.position(contributions);
    if (read > forgotten) {
      forgotten = read;
      topics.trim(contributions.topic(), read);
    }
  }

  @Override
  public void trim(long offset) {
    topics.trim(Topics.updates(job), offset);
  }

  @Override
  public CompletableFuture<Map<Integer, Long>> exchangeEnds() {
    return topics.ends(Topics.exchange(job), exchanging);
  }

  @Override
  public void trimExchange(Map<Integer, Long> offsets) {
    if (!offsets.isEmpty()) {
      topics.trim(Topics.exchange(job), offsets);
    }
  }

  @Override
  public void openSite(String site) {
    topics.ensureSite(job, site);
  }

  @Override
  public CompletableFuture<Long> siteEnd(String site) {
    return topics.ends(Topics.site(job, site), 1).thenApply(ends -> ends.getOrDefault(0, 0L));
  }

  @Override
  public void trimSite(String site, long end) {
    topics.trim(Topics.site(job, site), end);
  }

  @Override
  public long contributionBytes() {
    return contributionBytes;
  }

  @Override
  public long updateBytes() {
    return updateBytes;
  }

  @Override
  public void wake() {
    consumer.wakeup();
  }

  @Override
  public void delete() {
    topics.delete(Topics.updates(job));
    topics.delete(contributions.topic());
    if (exchanging > 0) {
      topics.delete(Topics.exchange(job));
    }
    topics.deleteAll(Topics.sites(job));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
