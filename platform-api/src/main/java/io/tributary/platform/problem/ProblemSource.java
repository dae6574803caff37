package io.tributary.platform.problem;

import io.tributary.client.problem.ProblemView;
import java.util.List;

/**
 * One kind of thing that can be wrong with the running platform. Every bean of this type is asked
 * for each problems page, so an answer takes milliseconds. Thread-safe.
 */
public interface ProblemSource {

  /** What is wrong now; empty when nothing is. */
  List<ProblemView> problems();
}
