package io.tributary.platform.aggregation.kafka;

import io.tributary.engine.id.JobId;
import io.tributary.platform.aggregation.JobWire;
import io.tributary.platform.aggregation.JobWireFactory;
import io.tributary.platform.kafka.KafkaClients;
import io.tributary.platform.kafka.TopicKeeper;
import org.springframework.stereotype.Component;

/** Opens wires on Kafka. */
@Component
class KafkaJobWires implements JobWireFactory {
  private final KafkaClients clients;
  private final TopicKeeper topics;

  KafkaJobWires(KafkaClients clients, TopicKeeper topics) {
    this.clients = clients;
    this.topics = topics;
  }

  @Override
  public JobWire open(JobId job, int exchanging) {
    topics.ensure(job, exchanging);
    return new KafkaJobWire(job, exchanging, clients, topics);
  }
}
