package io.tributary.web.jobs;

import io.tributary.client.job.JobAdvice;
import io.tributary.client.job.JobAdvice.AgentTime;
import io.tributary.client.job.JobAdvice.PhaseTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a job's measurements say about it, as its page shows it. */
record AdvicePage(JobAdvice advice) {

  /** Whether anything was measured yet. */
  public boolean measured() {
    return advice.measuredAt() != null && !advice.agents().isEmpty();
  }

  /** Names of the phases, in the order of a step. */
  public List<String> phases() {
    return advice.agents().isEmpty()
        ? List.of()
        : advice.agents().getFirst().recent().stream().map(PhaseTime::phase).toList();
  }

  /** Agents' names and their milliseconds a step by phase, for the chart: a JSON document. */
  public String chart() {
    List<Bar> bars = new ArrayList<>();
    for (AgentTime agent : advice.agents()) {
      bars.add(new Bar(agent.name(), agent.recent().stream().map(PhaseTime::millis).toList()));
    }
    return JsonMapper.shared().writeValueAsString(bars);
  }

  private record Bar(String name, List<Double> millis) {}

  /** The three numbers that advice is about, each with its sentence. */
  public List<Number> numbers() {
    return List.of(
        new Number("noise", advice.noise().rows(), advice.noise().said()),
        new Number("batchSize", advice.batchSize().value(), advice.batchSize().said()),
        new Number("workers", advice.workers().value(), advice.workers().said()));
  }

  /** A number, where it is known. */
  record Number(String name, JobAdvice.@Nullable Estimate value, JobAdvice.Said said) {
    public boolean known() {
      return value != null;
    }

    /** Whether something bounds it from above. */
    public boolean bounded() {
      return value != null && value.high() != null;
    }
  }
}
