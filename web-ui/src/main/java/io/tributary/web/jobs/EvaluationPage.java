package io.tributary.web.jobs;

import io.tributary.client.job.JobEvaluation;
import io.tributary.client.job.JobEvaluation.ClassFigures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a job's last evaluation showed, as its page shows it. */
record EvaluationPage(JobEvaluation evaluation) {

  /** Classes up to which a confusion matrix fits a page. */
  static final int MOST_CLASSES = 20;

  private static final int SHADES = 9;

  /** Whether there is anything to see: numbers alone are in the metrics above. */
  public boolean shown() {
    return evaluation.step() != null && !evaluation.classes().isEmpty();
  }

  public boolean ranked() {
    return evaluation.ranking() != null;
  }

  public boolean calibrated() {
    return evaluation.calibration() != null;
  }

  public boolean confusionShown() {
    return !evaluation.confusion().isEmpty() && evaluation.classes().size() <= MOST_CLASSES;
  }

  public List<ClassFigures> classes() {
    return evaluation.classes();
  }

  /** How dark a cell is: 0 for no row, else 1 to 9 by its share of the true class's rows. */
  public int shade(int trueClass, int predicted) {
    long count = evaluation.confusion().get(trueClass).get(predicted);
    long all = evaluation.classes().get(trueClass).rows();
    return all == 0 ? 0 : (int) Math.ceilDiv(SHADES * count, all);
  }

  /** The curves, for the charts: a JSON document. */
  public String charts() {
    Map<String, Object> curves = new HashMap<>();
    if (evaluation.ranking() != null) {
      curves.put("points", evaluation.ranking().points());
    }
    if (evaluation.calibration() != null) {
      curves.put("bins", evaluation.calibration().bins());
    }
    return JsonMapper.shared().writeValueAsString(curves);
  }
}
