package io.tributary.web.jobs;

import io.tributary.client.TributaryException;
import io.tributary.client.job.JobView;
import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import io.tributary.web.platform.PlatformGateway;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint that a job spec starts from. It is part of the spec ({@code warmStart}), so the
 * form, the YAML and every check of them keep it.
 *
 * @param step committed steps that the checkpoint includes
 */
record ForkOrigin(String jobId, String jobName, long step) {
  private static final String KEY = "warmStart";
  private static final Pattern POINT = Pattern.compile("job:([^@]+)@(\\d{1,18})");
  private static final int LONGEST_INHERITED_NAME = 150;

  /** The spec of {@code job}, changed to go on from its checkpoint at {@code step}. */
  static Map<String, Object> document(JobView job, long step, String spec)
      throws MalformedDocument {
    Map<String, Object> document = JobDocuments.parse(spec);
    String name = job.name();
    String start =
        name.length() > LONGEST_INHERITED_NAME ? name.substring(0, LONGEST_INHERITED_NAME) : name;
    document.put(JobField.NAME.path(), "%s (from step %d)".formatted(start, step));
    document.put(KEY, "job:%s@%d".formatted(job.id(), step));
    return document;
  }

  /**
   * The origin that {@code document} names; null for a job from scratch, and for a document that
   * cannot be read or names what is not there, about which the control plane's check speaks.
   */
  static @Nullable ForkOrigin of(String document, PlatformGateway platform) {
    try {
      Matcher point = POINT.matcher(String.valueOf(JobDocuments.parse(document).get(KEY)));
      if (!point.matches()) {
        return null;
      }
      String jobId = point.group(1);
      return new ForkOrigin(jobId, platform.job(jobId).name(), Long.parseLong(point.group(2)));
    } catch (MalformedDocument unreadable) {
      return null;
    } catch (TributaryException refusal) {
      if (refusal.status() == 404) {
        return null;
      }
      throw refusal;
    }
  }
}
