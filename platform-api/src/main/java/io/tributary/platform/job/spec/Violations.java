package io.tributary.platform.job.spec;

import io.tributary.client.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with one document, collected while it is read. Not thread-safe. */
public final class Violations {
  private final List<Violation> found = new ArrayList<>();
  private final Set<String> fields = new LinkedHashSet<>();

  /**
   * @param field dotted path, for example {@code training.batchSize}
   * @param message one sentence with the value in it
   * @param advice what to write instead
   */
  public void add(String field, String message, String advice) {
    found.add(new Violation(field, message, advice));
    fields.add(field);
  }

  /**
   * Whether nothing is wrong with any of these fields, nor with what holds them: only then may a
   * rule compare their values.
   */
  public boolean sound(String... paths) {
    for (String path : paths) {
      for (String field : fields) {
        if (path.equals(field) || path.startsWith(field + ".") || field.startsWith(path + "[")) {
          return false;
        }
      }
    }
    return true;
  }

  public List<Violation> all() {
    return List.copyOf(found);
  }
}
