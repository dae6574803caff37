package io.tributary.engine.metric;

import io.tributary.engine.plan.LossDefinition;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the positions of {@link MetricSums#sums()} mean for a task, and the metrics that follow from
 * them. Immutable.
 *
 * <p>A real-valued sum takes two words, {@code (first * 2^40 + second) * 2^-20}. Classification:
 * loss (real), where some rows have no label how many of them were given one and the sum of its
 * confidences (both real), then the confusion matrix [classes x classes] of the rows with a label,
 * row-major, row = true class. Regression, all real and in the unit of the targets: loss, absolute
 * errors, targets, squared targets, squared errors. What evaluations have beside that is in {@link
 * ScoreSums}. Clustering, all real: loss, silhouettes, then the size of each cluster. Embedding,
 * both real: squared residuals (the loss), squared distances from the mean. Recommendation: as
 * regression where it learns ratings; where it learns choices, all real: loss, then over users the
 * shares of their rows among the first 10 and 50 recommended, the discounted gains among the first
 * 10, and how many users there are.
 */
public final class MetricLayout {
  static final int LOSS = 0;
  static final int ABSOLUTE_ERRORS = 1;
  static final int TARGETS = 2;
  static final int SQUARED_TARGETS = 3;
  static final int SQUARED_ERRORS = 4;

  /** First words of {@link ScoreSums#words()}; the last is that of the first bin. */
  static final int LOG_LOSS = 0;

  static final int BRIER = LOG_LOSS + ExactSum.WORDS;
  static final int RELIABILITY = BRIER + ExactSum.WORDS;

  static final int SILHOUETTES = 1;
  static final int SIZES = 2;
  static final int SPREADS = 1;

  static final int RECALLS_AT_10 = 1;
  static final int RECALLS_AT_50 = 2;
  static final int GAINS_AT_10 = 3;
  static final int USERS = 4;

  static final int PSEUDO_LABELLED = 1;
  static final int CONFIDENCE = 2;

  private final Task task;
  private final LossDefinition loss;
  private final TargetTransform target;
  private final int classes;
  private final double scale;
  private final int clusters;
  private final boolean likelihood;
  private final boolean unlabelled;
  private final boolean weighted;

  /** Whether how far rows are from their mean is known: an autoencoder never asks. */
  private final boolean spreads;

  /** Of a task's usual loss. */
  public MetricLayout(Task task, Preprocessing preprocessing) {
    this(task, preprocessing, LossDefinition.usual(task), false, false, true);
  }

  /**
   * @param likelihood whether a clustering's loss is one, with its sign changed
   * @param unlabelled whether a classification has rows without a label
   */
  private MetricLayout(
      Task task,
      Preprocessing preprocessing,
      LossDefinition loss,
      boolean likelihood,
      boolean unlabelled,
      boolean spreads) {
    this.spreads = spreads;
    this.task = task;
    this.loss = loss;
    this.likelihood = likelihood;
    this.unlabelled = unlabelled;
    this.target = preprocessing.target();
    this.clusters = task == Task.CLUSTERING ? preprocessing.outputs() : 0;
    this.weighted = preprocessing.weight() != null;
    this.classes =
        switch (task) {
          case CLASSIFICATION -> preprocessing.outputs();
          case REGRESSION, CLUSTERING, EMBEDDING, RECOMMENDATION -> 0;
        };
    this.scale =
        switch (preprocessing.target()) {
          case TargetTransform.Classes targets -> 1;
          case TargetTransform.Number number -> number.scale();
          case TargetTransform.None none -> 1;
        };
  }

  public static MetricLayout of(TrainingPlan plan) {
    return new MetricLayout(
        plan.task(),
        plan.preprocessing(),
        plan.loss(),
        plan.model() instanceof ModelDefinition.GaussianMixture,
        plan.semiSupervised() != null,
        !(plan.model() instanceof ModelDefinition.Autoencoder));
  }

  /** Sums over no rows. */
  public MetricSums zero() {
    return accumulator().sums();
  }

  /** A fresh accumulator for rows of one partition that are trained on. */
  public MetricAccumulator accumulator() {
    return new MetricAccumulator(realSums(), classes, false);
  }

  /** A fresh accumulator for rows of one partition that are evaluated: it collects scores too. */
  public MetricAccumulator evaluation() {
    return new MetricAccumulator(realSums(), classes, true);
  }

  /**
   * Metrics by name. Classification: {@code loss} (as optimised), {@code accuracy}, {@code
   * f1Macro}, {@code f1Micro}, {@code f1Weighted}, {@code logLoss} where the loss is that or the
   * rows were evaluated; where rows without a label were trained on, {@code pseudoLabelled}, the
   * share of them that were given one, and {@code pseudoConfidence}, how sure of it the model was;
   * evaluated rows have {@code brier} and {@code ece} where there are probabilities, {@code rocAuc}
   * and {@code prAuc} where there are two classes. Regression: {@code loss} (as optimised, in the
   * unit of the targets), {@code rmse}, {@code mae}, {@code r2}, the middle two in the label's own
   * unit; {@code poissonDeviance} (in it too) for that loss. Clustering: {@code loss} and {@code
   * inertia} (mean squared distance of a row to the nearest centre), {@code simplifiedSilhouette};
   * for a mixture {@code loss} and {@code logLikelihood}, its opposite, per row, in nats.
   * Embedding: {@code loss} (mean squared distance of a row from what its numbers say of it),
   * {@code explainedVariance}, a share of the rows' spread about the mean, but not of an
   * autoencoder. Recommendation: as regression for ratings; for choices {@code loss}, and of
   * evaluated rows {@code recallAt10}, {@code recallAt50} and {@code ndcgAt10}, means over users.
   * Empty where {@code sums} has no rows; without those that are not finite where the loss is not.
   */
  public Map<String, Double> metrics(MetricSums sums) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (sums.rows() == 0) {
      return metrics;
    }
    switch (task) {
      case CLASSIFICATION -> classification(sums, metrics);
      case REGRESSION -> regression(sums, metrics);
      case CLUSTERING -> clustering(sums, metrics);
      case EMBEDDING -> embedding(sums, metrics);
      case RECOMMENDATION -> {
        if (ranks()) {
          ranking(sums, metrics);
        } else {
          regression(sums, metrics);
        }
      }
    }
    return metrics;
  }

  /** What does not fit into a number per name, of rows that were evaluated. */
  public EvaluationDetail detail(MetricSums sums) {
    if (task != Task.CLASSIFICATION || sums.rows() == 0) {
      return EvaluationDetail.none(sums.rows());
    }
    return EvaluationDetail.of(
        sums.rows(),
        ((TargetTransform.Classes) target).classes(),
        confusion(sums),
        isRanked(sums) ? Ranking.of(sums.scores()) : null,
        hasProbabilities(sums) ? reliability(sums) : null);
  }

  /** How many rows belong to each cluster, of a clustering; shares of rows add up. */
  public double[] sizes(MetricSums sums) {
    double[] sizes = new double[clusters];
    for (int cluster = 0; cluster < clusters; cluster++) {
      sizes[cluster] = real(sums, SIZES + cluster);
    }
    return sizes;
  }

  private void clustering(MetricSums sums, Map<String, Double> metrics) {
    if (!sums.finite()) {
      return;
    }
    metrics.put("loss", mean(sums, LOSS));
    if (likelihood) {
      metrics.put("logLikelihood", -mean(sums, LOSS));
    } else {
      metrics.put("inertia", mean(sums, LOSS));
      metrics.put("simplifiedSilhouette", mean(sums, SILHOUETTES));
    }
  }

  private void embedding(MetricSums sums, Map<String, Double> metrics) {
    if (!sums.finite()) {
      return;
    }
    metrics.put("loss", mean(sums, LOSS));
    if (!spreads) {
      return;
    }
    double spread = real(sums, SPREADS);
    metrics.put("explainedVariance", spread > 0 ? 1 - real(sums, LOSS) / spread : 1);
  }

  private boolean ranks() {
    return loss instanceof LossDefinition.Pairwise;
  }

  private void ranking(MetricSums sums, Map<String, Double> metrics) {
    if (!sums.finite()) {
      return;
    }
    metrics.put("loss", mean(sums, LOSS));
    double users = real(sums, USERS);
    if (users > 0) {
      metrics.put("recallAt10", real(sums, RECALLS_AT_10) / users);
      metrics.put("recallAt50", real(sums, RECALLS_AT_50) / users);
      metrics.put("ndcgAt10", real(sums, GAINS_AT_10) / users);
    }
  }

  private void classification(MetricSums sums, Map<String, Double> metrics) {
    Confusion confusion = confusion(sums);
    long labelled = confusion.rows();
    if (unlabelled) {
      pseudoLabels(sums, sums.rows() - labelled, metrics);
    }
    if (labelled == 0) {
      return;
    }
    if (sums.finite()) {
      double mean = real(sums, LOSS) / labelled;
      metrics.put("loss", mean);
      if (hasProbabilities(sums)) {
        metrics.put("logLoss", mean(sums.scores().words(), LOG_LOSS, labelled));
        metrics.put("brier", mean(sums.scores().words(), BRIER, labelled));
        metrics.put("ece", reliability(sums).expectedError());
      } else if (isLogLoss()) {
        metrics.put("logLoss", mean);
      }
    }
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("f1Macro", confusion.f1Macro());
    metrics.put("f1Micro", confusion.accuracy());
    metrics.put("f1Weighted", confusion.f1Weighted());
    if (isRanked(sums)) {
      Ranking ranking = Ranking.of(sums.scores());
      metrics.put("rocAuc", ranking.rocAuc());
      metrics.put("prAuc", ranking.prAuc());
    }
  }

  private static void pseudoLabels(MetricSums sums, long open, Map<String, Double> metrics) {
    if (open > 0 && sums.finite()) {
      double given = real(sums, PSEUDO_LABELLED);
      metrics.put("pseudoLabelled", given / open);
      if (given > 0) {
        metrics.put("pseudoConfidence", real(sums, CONFIDENCE) / given);
      }
    }
  }

  private void regression(MetricSums sums, Map<String, Double> metrics) {
    if (!sums.finite()) {
      return;
    }
    double squaredErrors = real(sums, SQUARED_ERRORS);
    metrics.put("loss", mean(sums, LOSS));
    metrics.put("rmse", scale * Math.sqrt(mean(sums, SQUARED_ERRORS)));
    metrics.put("mae", scale * mean(sums, ABSOLUTE_ERRORS));
    double targets = real(sums, TARGETS);
    double spread = real(sums, SQUARED_TARGETS) - targets * targets / sums.rows();
    metrics.put("r2", r2(squaredErrors, spread));
    if (loss instanceof LossDefinition.Poisson) {
      metrics.put("poissonDeviance", 2 * scale * mean(sums, LOSS));
    }
  }

  /** As scikit-learn's r2_score: over equal targets 1 when all are met exactly, else 0. */
  private static double r2(double squaredErrors, double spread) {
    if (spread > 0) {
      return 1 - squaredErrors / spread;
    }
    return squaredErrors == 0 ? 1 : 0;
  }

  private Confusion confusion(MetricSums sums) {
    return new Confusion(sums.sums(), realSums() * ExactSum.WORDS, classes);
  }

  private static Reliability reliability(MetricSums sums) {
    return Reliability.of(sums.scores().words(), RELIABILITY);
  }

  private static boolean hasProbabilities(MetricSums sums) {
    return sums.finite() && sums.scores().words().length > 0;
  }

  private static boolean isRanked(MetricSums sums) {
    return sums.finite() && Ranking.isDefined(sums.scores());
  }

  private boolean isLogLoss() {
    return !weighted && isLogLossUnweighted();
  }

  private boolean isLogLossUnweighted() {
    return switch (loss) {
      case LossDefinition.CrossEntropy entropy -> entropy.classWeights().isEmpty();
      case LossDefinition.Logistic logistic -> logistic.classWeights().isEmpty();
      case LossDefinition.Hinge hinge -> false;
      case LossDefinition.SquaredHinge hinge -> false;
      case LossDefinition.SquaredError squared -> false;
      case LossDefinition.Huber huber -> false;
      case LossDefinition.Poisson poisson -> false;
      case LossDefinition.Pairwise pairwise -> false;
    };
  }

  private int realSums() {
    return switch (task) {
      case CLASSIFICATION -> unlabelled ? 3 : 1;
      case REGRESSION -> 5;
      case CLUSTERING -> SIZES + clusters;
      case EMBEDDING -> 2;
      case RECOMMENDATION -> ranks() ? USERS + 1 : SQUARED_ERRORS + 1;
    };
  }

  private static double real(MetricSums sums, int sum) {
    return ExactSum.read(sums.sums(), sum * ExactSum.WORDS);
  }

  private static double mean(MetricSums sums, int sum) {
    return real(sums, sum) / sums.rows();
  }

  private static double mean(long[] words, int at, long rows) {
    return ExactSum.read(words, at) / rows;
  }
}
