package io.tributary.engine.preprocessing;

import io.tributary.engine.plan.Task;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fits a preprocessing to training rows that come in batches. Sums are float64 in row order, so the
 * same rows in the same order give the same bits, however they are cut into batches. Not
 * thread-safe.
 *
 * <p>Numbers are imputed with their mean and, where asked, standardised (population standard
 * deviation of the imputed column); texts become one input per text seen, in lexicographic order;
 * times become a year and points on circles; bytes become 0..1; sparse numbers are, where asked,
 * divided by the largest magnitude of their place, so that zeros stay zeros. Labels of a
 * classification become classes in order (numbers numerically).
 */
public final class PreprocessingFitter {
  private final List<String> features;
  private final @Nullable String label;
  private final Task task;
  private final int outputs;
  private final Scaling scaling;
  private final Scaling labelScaling;
  private final Map<String, FeatureFit> featureFits = new LinkedHashMap<>();
  private @Nullable TargetFit targetFit;
  private @Nullable String weight;
  private @Nullable WeightFit weightFit;
  private long rows;
  private boolean unlabelled;
  private boolean entities;
  private Map<String, HashedWords> texts = Map.of();

  /**
   * @param features raw columns to learn from, in the order of the model's inputs
   * @param label the raw column to learn
   * @param scaling for numeric features and, in a regression, the label
   */
  public PreprocessingFitter(List<String> features, String label, Task task, Scaling scaling) {
    this(features, label, task, scaling, scaling);
  }

  /**
   * The same, where a regression's label is scaled in another way than the features: a loss may
   * want labels as they are.
   */
  public PreprocessingFitter(
      List<String> features, String label, Task task, Scaling scaling, Scaling labelScaling) {
    this(features, label, task, 0, scaling, labelScaling);
  }

  private PreprocessingFitter(
      List<String> features,
      @Nullable String label,
      Task task,
      int outputs,
      Scaling scaling,
      Scaling labelScaling) {
    this.features = List.copyOf(features);
    this.label = label;
    this.task = task;
    this.outputs = outputs;
    this.scaling = scaling;
    this.labelScaling = labelScaling;
  }

  /**
   * A fitter for rows without labels.
   *
   * @param outputs what a row becomes: clusters, or numbers
   */
  public static PreprocessingFitter withoutLabel(
      List<String> features, Task task, int outputs, Scaling scaling) {
    return new PreprocessingFitter(features, null, task, outputs, scaling, scaling);
  }

  /**
   * Makes rows count as a column of numbers says.
   *
   * @param column null for all alike
   */
  public PreprocessingFitter weighedBy(@Nullable String column) {
    weight = column;
    weightFit = column == null ? null : new WeightFit(column);
    return this;
  }

  /**
   * Takes the next training rows. Throws {@code IllegalArgumentException} where a column is absent
   * or of another kind than before, a label is missing or, in a regression, no number, or a weight
   * is missing or negative.
   */
  public void accept(Table batch) {
    for (String feature : features) {
      Column column = Columns.named(batch, feature);
      featureFits.computeIfAbsent(feature, name -> fitOf(column)).accept(column);
    }
    if (weight != null && weightFit != null) {
      weightFit.accept(Columns.named(batch, weight));
    }
    rows += batch.rows();
    if (label != null) {
      Column labels = Columns.named(batch, label);
      if (targetFit == null) {
        targetFit = TargetFit.of(labels, task);
      }
      if (!unlabelled) {
        Labels.requirePresent(labels);
      }
      targetFit.accept(labels);
    }
  }

  private FeatureFit fitOf(Column column) {
    HashedWords hashing = texts.get(column.name());
    if (hashing != null) {
      return new WordFit(hashing);
    }
    return entities ? new FeatureFit.Named(new Entities()) : FeatureFit.of(column);
  }

  /** Reads columns of texts word by word, in place of one input per text; returns this. */
  public PreprocessingFitter withTexts(Map<String, HashedWords> columns) {
    texts = Map.copyOf(columns);
    return this;
  }

  /** Makes features the names of users, items and the like, numbers too; returns this. */
  public PreprocessingFitter ofEntities() {
    entities = true;
    return this;
  }

  /** Lets rows without a label be; returns this. */
  public PreprocessingFitter withUnlabelledRows() {
    unlabelled = true;
    return this;
  }

  /**
   * What the rows so far have shown, without any row. Throws {@code IllegalArgumentException} where
   * a column's preprocessing needs more than sums.
   */
  public PreprocessingSums sums() {
    return new PreprocessingSums(
        rows,
        featureFits.entrySet().stream().map(fit -> fit.getValue().sums(fit.getKey())).toList(),
        targetFit == null || label == null ? null : targetFit.sums(label),
        weightFit == null ? null : weightFit.sums());
  }

  /**
   * Adds what training rows of another place have shown. The order of additions decides the last
   * bits of means and spreads. Throws {@code IllegalArgumentException} where they are of another
   * kind.
   */
  public void add(PreprocessingSums sums) {
    List<String> names = sums.features().stream().map(ColumnSums::column).toList();
    MomentSums weights = sums.weight();
    ColumnSums target = sums.target();
    if (!names.equals(features)
        || (weights == null) != (weightFit == null)
        || (target == null) != (label == null)
        || (target != null && !target.column().equals(label))) {
      throw new IllegalArgumentException(
          "sums of the columns %s, wanted were %s".formatted(names, features));
    }
    rows += sums.rows();
    for (ColumnSums feature : sums.features()) {
      featureFits.computeIfAbsent(feature.column(), name -> FeatureFit.of(feature)).add(feature);
    }
    if (weights != null && weightFit != null) {
      weightFit.add(weights);
    }
    if (target != null) {
      TargetFit fit = targetFit == null ? TargetFit.of(target) : targetFit;
      targetFit = fit;
      fit.add(target);
    }
  }

  /** Training rows so far by class, in the order of the classes; empty in a regression. */
  public List<Long> classRows() {
    return targetFit == null ? List.of() : targetFit.classRows();
  }

  /** The preprocessing. Throws {@code IllegalArgumentException} where there were no rows. */
  public Preprocessing fit() {
    if (rows == 0) {
      throw new IllegalArgumentException("there are no training rows to fit a preprocessing to");
    }
    return new Preprocessing(
        featureFits.entrySet().stream()
            .map(fit -> fit.getValue().fit(fit.getKey(), scaling))
            .toList(),
        target(),
        weightFit == null ? null : weightFit.fit(),
        null);
  }

  private TargetTransform target() {
    return targetFit == null || label == null
        ? new TargetTransform.None(outputs)
        : targetFit.fit(label, labelScaling);
  }
}
