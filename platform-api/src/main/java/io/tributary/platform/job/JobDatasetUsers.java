package io.tributary.platform.job;

import io.tributary.platform.dataset.DatasetUsers;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Jobs that have not ended still read their data set. */
@Component
class JobDatasetUsers implements DatasetUsers {
  private static final List<JobState> ENDED =
      Arrays.stream(JobState.values()).filter(JobState::isTerminal).toList();

  private final JobRows rows;

  JobDatasetUsers(JobRows rows) {
    this.rows = rows;
  }

  @Override
  public List<String> usersOf(String datasetId) {
    return rows.ofDatasetNotIn(datasetId, ENDED).stream()
        .map(job -> "job \"%s\" (%s)".formatted(job.name(), job.state()))
        .toList();
  }
}
