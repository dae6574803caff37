package io.tributary.platform.agent.web;

import io.tributary.client.agent.AgentView;
import io.tributary.client.agent.EnrolRequest;
import io.tributary.client.agent.Enrolment;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.JobId;
import io.tributary.platform.agent.AgentEnrolment;
import io.tributary.platform.agent.AgentRow;
import io.tributary.platform.agent.OwnedPartitions;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/agents}. */
@RestController
@RequestMapping("/api/v1/agents")
class AgentController {
  private final AgentEnrolment agents;
  private final OwnedPartitions owned;

  AgentController(AgentEnrolment agents, OwnedPartitions owned) {
    this.agents = agents;
    this.owned = owned;
  }

  @GetMapping
  List<AgentView> list() {
    return agents.all().stream().map(this::view).toList();
  }

  @GetMapping("/{id}")
  AgentView get(@PathVariable String id) {
    return view(agents.find(new AgentId(id)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @PreAuthorize("hasAnyRole('AGENT', 'ADMIN')")
  Enrolment enrol(@RequestBody EnrolRequest request) {
    return agents.enrol(request);
  }

  @PostMapping("/{id}/drain")
  @PreAuthorize("hasRole('OPERATOR')")
  AgentView drain(@PathVariable String id) {
    return view(agents.drain(new AgentId(id)));
  }

  private AgentView view(AgentRow row) {
    Map<JobId, Long> steps = agents.stepsOf(row.id());
    List<AgentView.JobPart> jobs =
        owned.of(row.id()).stream()
            .map(
                part ->
                    new AgentView.JobPart(
                        part.job().toString(),
                        part.jobName(),
                        part.partitions(),
                        steps.getOrDefault(part.job(), 0L)))
            .toList();
    return new AgentView(
        row.id().value(),
        row.name(),
        row.state().name(),
        row.backend(),
        row.kernelType(),
        row.gflops(),
        row.processors(),
        row.memoryBytes(),
        row.host(),
        row.version(),
        row.site(),
        row.relay(),
        jobs,
        row.enrolledAt(),
        row.lastHeartbeatAt());
  }
}
