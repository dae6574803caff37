/**
 * The agent's side of the topics: heartbeats out, assignments in, a job's contributions out and
 * ledger in.
 */
@NullMarked
package io.tributary.agent.kafka;

import org.jspecify.annotations.NullMarked;
