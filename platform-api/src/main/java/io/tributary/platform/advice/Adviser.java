package io.tributary.platform.advice;

import io.tributary.client.job.JobAdvice;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Advice as a pure function of what was measured. */
final class Adviser {
  private Adviser() {}

  static JobAdvice of(MeasuredJob job, Instant at) {
    JobAdvice.Noise noise = NoiseAdvice.noise(job);
    return new JobAdvice(
        at,
        job.measurements().step(),
        PhaseAdvice.agents(job.measurements()),
        PhaseAdvice.findings(job),
        noise,
        NoiseAdvice.batchSize(job, noise),
        WorkersAdvice.of(job),
        WhatIfAdvice.of(job));
  }

  /** Of a job that has measured nothing. */
  static JobAdvice nothing() {
    JobAdvice.Said notMeasured =
        AdviceCode.NOT_MEASURED.said(
            "Nothing is measured yet: this comes a few seconds after the first steps.", Map.of());
    JobAdvice.Suggestion none = new JobAdvice.Suggestion(null, notMeasured);
    return new JobAdvice(
        null,
        0,
        List.of(),
        List.of(notMeasured),
        new JobAdvice.Noise(null, 0, notMeasured),
        none,
        none,
        new JobAdvice.WhatIf(List.of(), null, notMeasured));
  }

  /** As numbers are shown in sentences: three digits that count. */
  static double rounded(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 2);
    return unit >= 1 ? Math.rint(value / unit) * unit : Math.rint(value / unit) / (1 / unit);
  }

  /** A number in a sentence: without a fraction where there is none. */
  static String text(double value) {
    double rounded = rounded(value);
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
        ? Long.toString((long) rounded)
        : Double.toString(rounded);
  }
}
