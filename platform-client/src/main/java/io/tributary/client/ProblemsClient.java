package io.tributary.client;

import io.tributary.client.problem.ProblemView;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** What is wrong now: {@code /problems}. Thread-safe. */
public final class ProblemsClient {
  private final JsonCalls calls;

  ProblemsClient(JsonCalls calls) {
    this.calls = calls;
  }

  /** {@code GET /problems}, worst first; empty when all is well. */
  public List<ProblemView> list() {
    return calls.get(Route.of("problems"), new TypeReference<List<ProblemView>>() {});
  }
}
