/**
 * The connection to the brokers: settings, clients, topics. What is said over it belongs to the
 * features.
 */
@NullMarked
package io.tributary.platform.kafka;

import org.jspecify.annotations.NullMarked;
