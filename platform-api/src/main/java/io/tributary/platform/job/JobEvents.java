package io.tributary.platform.job;

import io.tributary.engine.id.JobId;
import java.util.Map;

/**
 * The stream of what happens to jobs: to server-sent events, and to the history where {@code keep}.
 * Thread-safe.
 */
public interface JobEvents {

  /**
   * @param kind {@code state}, {@code step}, {@code metric}, {@code problem}, {@code assignment},
   *     {@code checkpoint}, {@code compression}
   * @param text one sentence; empty for {@code step} and {@code metric}
   * @param keep whether it is stored in the job's history
   */
  void publish(JobId id, String kind, String text, Map<String, Object> values, boolean keep);
}
