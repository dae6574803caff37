package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice.Estimate;
import io.tributary.client.job.JobAdvice.Noise;
import io.tributary.client.job.JobAdvice.Said;
import io.tributary.client.job.JobAdvice.Suggestion;
import io.tributary.engine.contribution.GradientLengths;
import io.tributary.engine.contribution.GradientSpread;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.TrainingPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The noise of gradients, and the batch size that follows from it. With a noise scale S, batches of
 * B rows need {@code 1 + S / B} times the fewest steps possible and {@code 1 + B / S} times the
 * fewest rows (McCandlish et al., 2018, section 2.3): at B = S both are twice the least.
 */
final class NoiseAdvice {
  private NoiseAdvice() {}

  static Noise noise(MeasuredJob job) {
    TrainingPlan plan = job.plan();
    List<GradientLengths> samples =
        job.measurements().noise().stream().filter(sample -> sample.partitions() > 1).toList();
    if (!GradientSpread.isTakenIn(plan)) {
      return new Noise(null, 0, whyNot(job));
    }
    if (samples.size() < NoiseScale.LEAST_SAMPLES) {
      return new Noise(
          null,
          samples.size(),
          AdviceCode.NOISE_FEW_SAMPLES.said(
              "The noise of gradients is not known yet: %d steps have looked at it, every eighth does, and %d are needed."
                  .formatted(samples.size(), NoiseScale.LEAST_SAMPLES),
              Map.of("samples", samples.size(), "needed", NoiseScale.LEAST_SAMPLES)));
    }
    Optional<NoiseScale> scale = NoiseScale.of(samples);
    return scale.isEmpty() ? hidden(samples.size()) : known(scale.get());
  }

  private static Noise hidden(int samples) {
    return new Noise(
        null,
        samples,
        AdviceCode.NOISE_HIDDEN.said(
            "The noise of gradients is not known: it changed too much over the last %d looks to be told from zero."
                .formatted(samples),
            Map.of("samples", samples)));
  }

  private static Noise known(NoiseScale scale) {
    Estimate rows = new Estimate(scale.value(), scale.low(), scale.high());
    Double high = scale.high();
    String low = Adviser.text(scale.low());
    Said said =
        high == null
            ? AdviceCode.NOISE_AT_LEAST.said(
                "A gradient's noise is as large as the gradient in batches of %s rows or more: in the last %d looks the gradient itself could not be told from zero."
                    .formatted(low, scale.samples()),
                Map.of("low", Adviser.rounded(scale.low()), "samples", scale.samples()))
            : AdviceCode.NOISE.said(
                "A gradient's noise is as large as the gradient in batches of about %s rows (between %s and %s, from %d steps)."
                    .formatted(
                        Adviser.text(scale.value()), low, Adviser.text(high), scale.samples()),
                Map.of(
                    "rows", Adviser.rounded(scale.value()),
                    "low", Adviser.rounded(scale.low()),
                    "high", Adviser.rounded(high),
                    "samples", scale.samples()));
    return new Noise(rows, scale.samples(), said);
  }

  private static Said whyNot(MeasuredJob job) {
    TrainingPlan plan = job.plan();
    if (plan.columns() != null) {
      return AdviceCode.NOISE_OF_COLUMNS.said(
          "The noise of gradients is not known: partitions hold columns, so no two of them see"
              + " different rows.",
          Map.of());
    }
    if (plan.model() instanceof ModelDefinition.Unsupervised) {
      return AdviceCode.NOISE_NO_GRADIENT.said(
          "There are no gradients here: a %s is found from sums over the rows."
              .formatted(job.optimizer()),
          Map.of("model", job.optimizer()));
    }
    if (plan.optimizer() instanceof OptimizerDefinition.SecondOrder) {
      return AdviceCode.NOISE_ALL_ROWS.said(
          "The noise of gradients does not matter here: with %s every step uses all rows."
              .formatted(job.optimizer()),
          Map.of("optimizer", job.optimizer()));
    }
    if (plan.batches().partitions() < 2) {
      return AdviceCode.NOISE_ONE_PARTITION.said(
          "The noise of gradients is not known: it shows in how partitions differ, and this job has"
              + " one.",
          Map.of());
    }
    if (plan.compression().remembers() || plan.compression().bits() < 16) {
      return AdviceCode.NOISE_TOO_COARSE.said(
          "The noise of gradients is not known: with compression %s their sum is too far from the gradients themselves."
              .formatted(job.compression()),
          Map.of("compression", job.compression()));
    }
    return AdviceCode.NOISE_NO_COMMON_STEP.said(
        "The noise of gradients is not known: with %s a step is not a sum of gradients at the same parameters."
            .formatted(job.strategy()),
        Map.of("strategy", job.strategy()));
  }

  static Suggestion batchSize(MeasuredJob job, Noise noise) {
    Estimate scale = noise.rows();
    if (scale == null || !(scale.value() > 0)) {
      return new Suggestion(
          null,
          AdviceCode.BATCH_UNKNOWN.said(
              "No batch size can be suggested without knowing the noise of gradients.", Map.of()));
    }
    long rows = job.plan().batches().fullStepRows();
    double low = within(job.plan(), scale.low());
    Map<String, Object> values = new HashMap<>();
    values.put("rows", rows);
    values.put("low", Adviser.rounded(low));
    Double top = scale.high();
    if (top == null) {
      double moreSteps = 1 + scale.low() / rows;
      values.put("moreSteps", Adviser.rounded(moreSteps));
      return new Suggestion(
          new Estimate(low, low, null),
          AdviceCode.BATCH_AT_LEAST.said(
              "A step has %d rows. At least %s suit the noise: with %d a job needs %s times the fewest steps that would do, or more."
                  .formatted(rows, Adviser.text(low), rows, Adviser.text(moreSteps)),
              values));
    }
    double value = within(job.plan(), powerOfTwo(scale.value()));
    double high = within(job.plan(), top);
    double moreSteps = 1 + scale.value() / rows;
    double moreRows = 1 + rows / scale.value();
    values.put("value", Adviser.rounded(value));
    values.put("high", Adviser.rounded(high));
    values.put("moreSteps", Adviser.rounded(moreSteps));
    values.put("moreRows", Adviser.rounded(moreRows));
    // Between half and twice the best, steps and rows together cost hardly more than the least.
    AdviceCode code =
        rows < low / 2
            ? AdviceCode.BATCH_LARGER
            : rows > 2 * high ? AdviceCode.BATCH_SMALLER : AdviceCode.BATCH_FITS;
    String sentence =
        "A step has %d rows, which %s: the noise suits about %s (between %s and %s). With %d a job needs %s times the fewest steps that would do, and %s times the fewest rows.%s"
            .formatted(
                rows,
                verdict(code),
                Adviser.text(value),
                Adviser.text(low),
                Adviser.text(high),
                rows,
                Adviser.text(moreSteps),
                Adviser.text(moreRows),
                code == AdviceCode.BATCH_FITS
                    ? ""
                    : " With another batch size another learning rate is best.");
    return new Suggestion(new Estimate(value, low, high), code.said(sentence, values));
  }

  private static String verdict(AdviceCode code) {
    return switch (code) {
      case BATCH_LARGER -> "is little";
      case BATCH_SMALLER -> "is much";
      default -> "fits";
    };
  }

  private static double powerOfTwo(double rows) {
    return Math.pow(2, Math.rint(Math.log(rows) / Math.log(2)));
  }

  /** A step has a row of each partition at least, and all rows at most. */
  private static double within(TrainingPlan plan, double rows) {
    double all = plan.batches().partitionRows().stream().mapToDouble(Integer::doubleValue).sum();
    double least = plan.batches().partitions();
    return Math.max(least, Math.min(all, rows));
  }
}
