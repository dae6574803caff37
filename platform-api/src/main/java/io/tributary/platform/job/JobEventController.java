package io.tributary.platform.job;

import io.tributary.client.job.JobEvent;
import io.tributary.engine.id.JobId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/jobs/{id}/events} and {@code /history}: what happened and what happens. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@PreAuthorize("hasRole('VIEWER')")
class JobEventController {
  private static final int LARGEST_PAGE = 1000;

  private final JobEventWriter writer;
  private final JobHistory history;
  private final Jobs jobs;

  JobEventController(JobEventWriter writer, JobHistory history, Jobs jobs) {
    this.writer = writer;
    this.history = history;
    this.jobs = jobs;
  }

  /**
   * Writes on the request's own (virtual) thread until the job has ended or the client is gone.
   * Answers 204, which tells a browser not to come back, where a job has ended and nothing is left
   * to send.
   */
  @GetMapping("/events")
  void events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    JobId job = JobController.jobId(id);
    long after = lastEventId == null || lastEventId.isBlank() ? 0 : sequence(lastEventId);
    if (jobs.get(job).state().isTerminal() && history.after(job, after, 1).isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    writer.write(job, after, response.getOutputStream());
  }

  /** The newest events worth keeping, oldest first; {@code before} pages back. */
  @GetMapping("/history")
  List<JobEvent> history(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "500") int limit) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw JobController.invalid(
          "limit",
          "limit is %d.".formatted(limit),
          "Write a number from 1 to %d.".formatted(LARGEST_PAGE));
    }
    JobId job = jobs.get(JobController.jobId(id)).id();
    return history.before(job, before == null ? Long.MAX_VALUE : before, limit);
  }

  private static long sequence(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException noNumber) {
      throw JobController.invalid(
          "Last-Event-ID",
          "Last-Event-ID is \"%s\", which is not the id of an event.".formatted(text),
          "Send the id of the last event that was received, or leave it out.");
    }
  }
}
