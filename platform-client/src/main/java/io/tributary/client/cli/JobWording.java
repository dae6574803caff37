package io.tributary.client.cli;

import io.tributary.client.job.JobView;
import java.util.List;
import java.util.Map;

/** A job in one line. */
final class JobWording {
  private static final int BAR_CELLS = 24;

  /** Of the metrics of a job, those that say most, best first. */
  private static final List<String> QUALITY = List.of("accuracy", "r2", "rmse");

  private JobWording() {}

  /** How far the job is, how fast, how well. */
  static String progress(JobView job) {
    JobView.Progress progress = job.progress();
    StringBuilder line = new StringBuilder();
    int filled = (int) (BAR_CELLS * Math.max(0, Math.min(1, progress.fraction())));
    line.append('[').append("#".repeat(filled)).append(".".repeat(BAR_CELLS - filled)).append(']');
    line.append(" step %d/%d".formatted(progress.step(), progress.totalSteps()));
    line.append("  %s steps/s".formatted(Wording.number(progress.stepsPerSecond())));
    line.append(metrics(job.metrics()));
    Double eta = progress.etaSeconds();
    if (eta != null) {
      line.append("  ").append(Wording.duration(eta)).append(" left");
    }
    return line.toString();
  }

  /** Which tenth of its way the job is in. */
  static int tenth(JobView job) {
    return (int) (10 * job.progress().fraction());
  }

  /** The state, and why, where that needs words. */
  static String state(JobView job) {
    JobView.ReasonDetail detail = job.reasonDetail();
    String reason = job.reason() == null ? "" : "  " + job.reason();
    String words = detail == null ? "" : "  %s %s".formatted(detail.sentence(), detail.advice());
    return Wording.printable((job.state() + reason + words).strip());
  }

  /** What a job that has ended has achieved. */
  static String end(JobView job) {
    String digest = job.parametersDigest();
    return Wording.printable(
        "%s after %d steps%s%s"
            .formatted(
                job.name(),
                job.step(),
                metrics(job.metrics()),
                digest == null ? "" : "  digest " + digest));
  }

  /** Loss and the best known quality, each after two spaces. */
  static String metrics(Map<String, Object> metrics) {
    StringBuilder text = new StringBuilder();
    Object loss = Wording.metric(metrics, "loss");
    if (loss != null) {
      text.append("  loss ").append(Wording.number(loss));
    }
    for (String name : QUALITY) {
      Object value = Wording.metric(metrics, name);
      if (value != null) {
        return text.append("  ").append(name).append(' ').append(Wording.number(value)).toString();
      }
    }
    return text.toString();
  }
}
