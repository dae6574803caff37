package io.tributary.web.jobs;

import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import java.util.Map;

/** Job specs that mean one job for each fold: their holdout is of type fold, and names none. */
final class FoldDocuments {
  private static final String HOLDOUT = "evaluation.holdout";

  private FoldDocuments() {}

  static boolean meansAllFolds(String document) {
    try {
      Map<String, Object> tree = JobDocuments.parse(document);
      return "fold".equals(JobDocuments.get(tree, HOLDOUT + ".type"))
          && JobDocuments.get(tree, HOLDOUT + ".fold") == null;
    } catch (MalformedDocument malformed) {
      return false;
    }
  }

  /** The job of the first fold; what is wrong with it is wrong with all. */
  static String firstOf(String document) {
    try {
      Map<String, Object> tree = JobDocuments.parse(document);
      JobDocuments.put(tree, HOLDOUT + ".fold", 1);
      return JobDocuments.write(tree);
    } catch (MalformedDocument malformed) {
      return document;
    }
  }
}
