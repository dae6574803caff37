package io.tributary.client;

import io.tributary.client.agent.AgentView;
import io.tributary.client.agent.EnrolRequest;
import io.tributary.client.agent.Enrolment;
import io.tributary.client.dataset.EdgeFileAnswer;
import io.tributary.client.dataset.EdgeFileReport;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** Agents: {@code /agents}. Thread-safe. */
public final class AgentsClient {
  private final JsonCalls calls;

  AgentsClient(JsonCalls calls) {
    this.calls = calls;
  }

  /** {@code GET /agents}. */
  public List<AgentView> list() {
    return calls.get(Route.of("agents"), new TypeReference<List<AgentView>>() {});
  }

  /** {@code GET /agents/{id}}. */
  public AgentView get(String id) {
    return calls.get(Route.of("agents", id), AgentView.class);
  }

  /** {@code POST /agents/{id}/drain}: its partitions go to others, it gets no new ones. */
  public void drain(String id) {
    calls.command("POST", Route.of("agents", id, "drain"));
  }

  /**
   * {@code POST /agents}: an agent says that it is here. Repeating it with the same {@code
   * instance} gives the same answer.
   */
  public Enrolment enrol(EnrolRequest agent) {
    return calls.ask(Route.of("agents"), agent, Enrolment.class);
  }

  /**
   * {@code PUT /agents/{id}/files}: the files that stay with an agent, all that it has now.
   *
   * @return one answer per file, in their order
   */
  public List<EdgeFileAnswer> files(String id, List<EdgeFileReport> files) {
    return calls.put(
        Route.of("agents", id, "files"), files, new TypeReference<List<EdgeFileAnswer>>() {});
  }
}
