package io.tributary.agent.kafka;

import io.tributary.engine.assignment.JobAssignment;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import org.jspecify.annotations.Nullable;

/** Gets each new word about a job's assignment, in order, on one thread. */
@FunctionalInterface
public interface AssignmentHandler {

  /**
   * @param assignment null when the job ended
   * @param topics where the job's own topics can be opened
   * @param self the agent's own id
   */
  void assigned(JobId job, @Nullable JobAssignment assignment, AgentTopics topics, AgentId self);
}
