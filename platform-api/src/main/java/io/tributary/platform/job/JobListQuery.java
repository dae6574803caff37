package io.tributary.platform.job;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of the job list, newest first.
 *
 * @param states any of these; every state where empty
 * @param nameContains part of the name, any case; null for every name
 * @param after the last job of the page before; null for the first page
 * @param limit jobs on the page; the query asks for one more to know whether a next page exists
 */
record JobListQuery(
    Set<JobState> states, @Nullable String nameContains, @Nullable JobCursor after, int limit) {

  String sql() {
    List<String> conditions = new ArrayList<>();
    if (!states.isEmpty()) {
      conditions.add("state in (:states)");
    }
    if (nameContains != null) {
      conditions.add("name ilike :name");
    }
    if (after != null) {
      conditions.add("(created_at, id) < (:createdAt, :id)");
    }
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    return """
    select id, name, state, reason_code, dataset, task, model, step, total_steps, metrics,
      train_metrics, created_at, started_at, finished_at, created_by
    from job %s
    order by created_at desc, id desc
    limit :limit
    """
        .formatted(where);
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("limit", limit + 1);
    if (!states.isEmpty()) {
      parameters.put("states", states.stream().map(JobState::name).toList());
    }
    if (nameContains != null) {
      parameters.put("name", "%" + literal(nameContains) + "%");
    }
    if (after != null) {
      parameters.put("createdAt", after.createdAt().atOffset(ZoneOffset.UTC));
      parameters.put("id", after.id());
    }
    return parameters;
  }

  /** The text with the wildcards of {@code like} taken literally. */
  private static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
