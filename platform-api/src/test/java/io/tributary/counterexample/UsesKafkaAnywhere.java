package io.tributary.counterexample;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Breaks the rule on Kafka client types. */
final class UsesKafkaAnywhere {
  ProducerRecord<String, String> message() {
    return new ProducerRecord<>("topic", "value");
  }
}
