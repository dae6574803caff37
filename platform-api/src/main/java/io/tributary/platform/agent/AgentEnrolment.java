package io.tributary.platform.agent;

import io.tributary.client.agent.EnrolRequest;
import io.tributary.client.agent.Enrolment;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.kafka.KafkaSettings;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Enrols, drains and lists agents for the REST API. */
@Service
public class AgentEnrolment {
  private final AgentTable table;
  private final EnrolledAgents agents;
  private final KafkaSettings kafka;
  private final AgentSettings settings;
  private final SecureRandom random = new SecureRandom();

  AgentEnrolment(
      AgentTable table, EnrolledAgents agents, KafkaSettings kafka, AgentSettings settings) {
    this.table = table;
    this.agents = agents;
    this.kafka = kafka;
    this.settings = settings;
  }

  /**
   * The agent's id is its name and four random letters, so that two processes of one name can be
   * told apart.
   */
  public Enrolment enrol(EnrolRequest request) {
    if (!request.name().matches("[A-Za-z0-9._-]{1,60}")) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The agent name \"%s\" is not usable.".formatted(request.name()),
          "Use up to 60 letters, digits, dots, dashes and underscores.");
    }
    String site = request.site();
    if (site != null && !site.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The site name \"%s\" is not usable.".formatted(site),
          "Use up to 60 letters, digits, dots, dashes and underscores.");
    }
    if (request.relay() && site == null) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "Agent \"%s\" wants to be a relay but says no site.".formatted(request.name()),
          "A relay sums what the agents of its site contribute: name the site.");
    }
    String suffix = HexFormat.of().toHexDigits(random.nextInt()).substring(0, 4);
    AgentId id = table.enrol(request, new AgentId(request.name() + "-" + suffix));
    agents.review();
    return new Enrolment(id.value(), kafka.forAgents(), settings.heartbeat().toMillis());
  }

  /** No partition goes to the agent any more; those it has move away. */
  public AgentRow drain(AgentId id) {
    table.drain(id);
    agents.review();
    return find(id);
  }

  public List<AgentRow> all() {
    return table.all();
  }

  public AgentRow find(AgentId id) {
    return table
        .find(id)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "There is no agent \"%s\".".formatted(id),
                    "GET /api/v1/agents lists the agents."));
  }

  /** Jobs in the agent's last heartbeat, by job id, with the step it works on. */
  public Map<JobId, Long> stepsOf(AgentId id) {
    Map<JobId, Long> steps = new LinkedHashMap<>();
    agents.beats(id).forEach(b -> steps.put(new JobId(b.job()), b.step()));
    return steps;
  }
}
