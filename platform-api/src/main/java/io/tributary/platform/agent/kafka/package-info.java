/** Heartbeats as they come from the brokers. */
@NullMarked
package io.tributary.platform.agent.kafka;

import org.jspecify.annotations.NullMarked;
