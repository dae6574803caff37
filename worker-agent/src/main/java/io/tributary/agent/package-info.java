/**
 * The agent: enrols, says that it lives, takes part in the jobs that it is assigned to.
 *
 * <p>Purpose: computes contributions and folds updates. Entry point: {@code AgentMain}; {@code
 * JobSession} is one job. Who may call: nobody; the agent is a process. Threading: one thread per
 * job, one for heartbeats, one for assignments. Invariant: nothing that an agent sends depends on
 * what else it owns or did before.
 */
@NullMarked
package io.tributary.agent;

import org.jspecify.annotations.NullMarked;
