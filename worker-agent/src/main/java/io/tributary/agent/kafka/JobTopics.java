package io.tributary.agent.kafka;

import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.ExchangedModel;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.wire.CorruptRecordException;
import io.tributary.engine.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job's contributions (out) and ledger (in), and what agents give each other. Belongs to the
 * session's thread, except {@link #wake()}.
 */
public final class JobTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobTopics.class);

  private final JobId job;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], ByteBuffer> consumer;
  private final TopicPartition updates;
  private Set<Integer> listened = Set.of();
  private @Nullable TopicPartition site;
  private final AtomicBoolean failed = new AtomicBoolean();

  JobTopics(JobId job, ClientSettings settings, long ledgerOffset) {
    this.job = job;
    this.producer = settings.producer("contributions-" + job);
    this.consumer = settings.consumer(Topics.updates(job));
    this.updates = new TopicPartition(Topics.updates(job), 0);
    long beginning = consumer.beginningOffsets(List.of(updates)).getOrDefault(updates, 0L);
    long end = consumer.endOffsets(List.of(updates)).getOrDefault(updates, 0L);
    // A ledger that is shorter than the checkpoint says was wiped and begun again.
    boolean known = ledgerOffset >= beginning && ledgerOffset <= end;
    consumer.seek(updates, known ? ledgerOffset : beginning);
  }

  /**
   * Reads the models of these partitions too, from what is kept of them; not those that would pile
   * up.
   *
   * @param wants whether more of a partition's models should be read now
   */
  public void listen(Set<Integer> partitions, IntPredicate wants) {
    if (!partitions.equals(listened)) {
      List<TopicPartition> fresh =
          partitions.stream()
              .filter(partition -> !listened.contains(partition))
              .map(this::models)
              .toList();
      listened = Set.copyOf(partitions);
      reassign();
      consumer.seekToBeginning(fresh);
    }
    for (int partition : listened) {
      List<TopicPartition> models = List.of(models(partition));
      if (wants.test(partition)) {
        consumer.resume(models);
      } else {
        consumer.pause(models);
      }
    }
  }

  private TopicPartition models(int partition) {
    return new TopicPartition(Topics.exchange(job), partition);
  }

  /** What is read already goes on where it is. */
  private void reassign() {
    List<TopicPartition> all = new ArrayList<>(List.of(updates));
    listened.forEach(partition -> all.add(models(partition)));
    if (site != null) {
      all.add(site);
    }
    consumer.assign(all);
  }

  /**
   * Reads what the agents of a site contribute, from the beginning of what is kept; again from
   * there with each call.
   *
   * @param name of the site; null reads no site's
   */
  public void relay(@Nullable String name) {
    if (site == null && name == null) {
      return;
    }
    site = name == null ? null : new TopicPartition(Topics.site(job, name), 0);
    reassign();
    if (site != null) {
      consumer.seekToBeginning(List.of(site));
    }
  }

  /**
   * Reads what came; waits at most {@code atMost} for it.
   *
   * @param contributions of the site that this agent is the relay of
   * @return whether the end of the ledger, as known now, is reached
   */
  public boolean follow(
      Duration atMost,
      java.util.function.Consumer<LedgerRecord> records,
      java.util.function.Consumer<ExchangedModel> models,
      java.util.function.Consumer<Contribution> contributions) {
    try {
      for (ConsumerRecord<byte[], ByteBuffer> record : consumer.poll(atMost)) {
        if (record.topic().equals(updates.topic())) {
          records.accept(LedgerCodec.decode(record.value()));
        } else if (site != null && record.topic().equals(site.topic())) {
          relayed(record, contributions);
        } else {
          models.accept(ExchangedModel.decode(record.value()));
        }
      }
    } catch (WakeupException woken) {
      LOG.trace("[job={}] woken", job);
    }
    return consumer.currentLag(updates).orElse(1) == 0;
  }

  /** One that cannot be read is dropped, as the coordinator would. */
  private void relayed(
      ConsumerRecord<byte[], ByteBuffer> record,
      java.util.function.Consumer<Contribution> contributions) {
    Contribution contribution;
    try {
      contribution = ContributionCodec.decode(record.value());
    } catch (CorruptRecordException e) {
      LOG.warn("[job={}] contribution at {} dropped: {}", job, record.offset(), e.getMessage());
      return;
    }
    contributions.accept(contribution);
  }

  /** Sends without waiting to the relay of a site; buffers may be re-used afterwards. */
  public void send(String toSite, List<Contribution> contributions) {
    contributions.forEach(
        contribution -> send(Topics.site(job, toSite), 0, ContributionCodec.encode(contribution)));
  }

  /** Sends without waiting; buffers may be re-used afterwards. */
  public void send(List<Contribution> contributions) {
    contributions.forEach(
        contribution -> send(Topics.contributions(job), 0, ContributionCodec.encode(contribution)));
  }

  /** Gives models to neighbours, without waiting. */
  public void exchange(List<ExchangedModel> models) {
    models.forEach(model -> send(Topics.exchange(job), model.partition(), model.encode()));
  }

  private void send(String topic, int partition, byte[] record) {
    producer.send(
        new ProducerRecord<>(topic, partition, null, record),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.warn("[job={}] not sent to {}: {}", job, topic, failure.toString());
            failed.set(true);
          }
        });
  }

  /** Whether something was not sent since the last call: it has to be sent again. */
  public boolean takeFailure() {
    return failed.getAndSet(false);
  }

  /** Ends a {@link #follow} that waits. Any thread. */
  public void wake() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
