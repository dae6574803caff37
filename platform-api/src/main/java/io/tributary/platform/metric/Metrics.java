package io.tributary.platform.metric;

import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.EvaluationDetail;
import java.util.Map;

/** Stores metric points. Thread-safe. */
public interface Metrics {

  /**
   * Stores values measured at the parameters after {@code step} steps; a repeated (step, name) is
   * ignored.
   */
  void record(JobId id, long step, int epoch, Map<String, Double> values);

  /** Stores what an evaluation showed beside its metrics, in place of that of an earlier step. */
  void evaluated(JobId id, long step, EvaluationDetail detail);
}
