package io.tributary.platform.problem;

import io.tributary.client.problem.ProblemView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
   * Asks every source, all at once: while PostgreSQL is away each one that needs it takes seconds
   * to find out. Those are left out; another source reports PostgreSQL.
   */
  public List<ProblemView> now() {
    List<ProblemView> problems = new ArrayList<>();
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<ProblemView>>> answers =
          sources.stream().map(source -> asking.submit(source::problems)).toList();
      for (Future<List<ProblemView>> answer : answers) {
        problems.addAll(answered(answer));
      }
    }
    problems.sort(ORDER);
    return List.copyOf(problems);
  }

  private static List<ProblemView> answered(Future<List<ProblemView>> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (!DatabaseOutage.causes(e)) {
        throw new IllegalStateException("a source of problems fails", e.getCause());
      }
      LOG.debug("a source cannot say while PostgreSQL is away", e);
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for problems", e);
    }
  }
}
