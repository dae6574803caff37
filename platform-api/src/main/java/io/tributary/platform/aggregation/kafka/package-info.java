/** A running job on Kafka. */
@NullMarked
package io.tributary.platform.aggregation.kafka;

import org.jspecify.annotations.NullMarked;
