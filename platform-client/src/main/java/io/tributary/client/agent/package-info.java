/** Agents: worker processes that own partitions of jobs. */
@NullMarked
package io.tributary.client.agent;

import org.jspecify.annotations.NullMarked;
