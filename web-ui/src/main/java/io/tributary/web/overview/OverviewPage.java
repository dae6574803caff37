package io.tributary.web.overview;

import io.tributary.client.agent.AgentView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.problem.ProblemView;
import io.tributary.web.jobs.JobRow;
import java.util.List;

/**
 * What happens now.
 *
 * @param active jobs that have not ended
 * @param recent the newest jobs that have ended
 * @param agents only those that compute or may compute
 * @param processors over all of {@code agents}
 */
record OverviewPage(
    List<JobRow> active,
    List<JobRow> recent,
    List<AgentView> agents,
    int processors,
    List<ProblemView> problems,
    List<DatasetView> datasets) {

  public boolean hasNothing() {
    return active.isEmpty() && recent.isEmpty() && datasets.isEmpty();
  }

  static OverviewPage of(
      List<JobRow> active,
      List<JobRow> recent,
      List<AgentView> agents,
      List<ProblemView> problems,
      List<DatasetView> datasets) {
    List<AgentView> present =
        agents.stream()
            .filter(agent -> agent.state().equals("ACTIVE") || agent.state().equals("DRAINING"))
            .toList();
    int processors = present.stream().mapToInt(AgentView::processors).sum();
    return new OverviewPage(active, recent, present, processors, problems, datasets);
  }
}
