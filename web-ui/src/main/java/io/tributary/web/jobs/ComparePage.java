package io.tributary.web.jobs;

import io.tributary.client.job.JobView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Several jobs side by side.
 *
 * @param columns in the order of the address
 */
record ComparePage(List<Column> columns, SpecComparison specs) {

  /**
   * A job.
   *
   * @param at place among the columns, from 0: the colour of its curve
   * @param letter short name; unlike the job's name it is unique on the page
   */
  record Column(int at, String letter, JobPage page) {
    public JobView job() {
      return page.job();
    }
  }

  static ComparePage of(List<JobView> jobs, SpecComparison specs) {
    return new ComparePage(
        IntStream.range(0, jobs.size())
            .mapToObj(
                at -> new Column(at, String.valueOf((char) ('A' + at)), JobPage.of(jobs.get(at))))
            .toList(),
        specs);
  }

  /** Names of the metrics that any of the jobs has. */
  public Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    columns.forEach(column -> names.addAll(column.page().metrics().keySet()));
    return names;
  }

  /** Whether all jobs ended with the same parameters, bit for bit. */
  public boolean sameParameters() {
    return columns.getFirst().job().parametersDigest() != null
        && columns.stream().map(column -> column.job().parametersDigest()).distinct().count() == 1;
  }

  /** Ids of all jobs but one, for the address without it. */
  public List<String> without(Column column) {
    return columns.stream()
        .filter(other -> other.at() != column.at())
        .map(other -> other.job().id())
        .toList();
  }
}
