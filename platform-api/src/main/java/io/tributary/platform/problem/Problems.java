package io.tributary.platform.problem;

import io.tributary.client.problem.ProblemView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Everything that is wrong now, from all sources. Thread-safe. */
@Component
public class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** Errors first, then what lasts longest. */
  private static final Comparator<ProblemView> ORDER =
      Comparator.comparing((ProblemView p) -> !p.severity().equals("error"))
          .thenComparing(ProblemView::since)
          .thenComparing(ProblemView::code);

  private final List<ProblemSource> sources;

  Problems(List<ProblemSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * Asks every source. One that needs PostgreSQL is left out while PostgreSQL is away, which
   * another source reports.
   */
  public List<ProblemView> now() {
    List<ProblemView> problems = new ArrayList<>();
    for (ProblemSource source : sources) {
      try {
        problems.addAll(source.problems());
      } catch (RuntimeException e) {
        if (!DatabaseOutage.causes(e)) {
          throw e;
        }
        LOG.debug("{} cannot say while PostgreSQL is away", source, e);
      }
    }
    problems.sort(ORDER);
    return List.copyOf(problems);
  }
}
