package io.tributary.platform.job;

import io.tributary.client.Page;
import io.tributary.client.job.JobSpec;
import io.tributary.client.job.JobSummary;
import io.tributary.client.job.JobView;
import io.tributary.client.job.SubmittedJob;
import io.tributary.client.problem.Violation;
import io.tributary.engine.id.JobId;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/jobs}: submit, list, read. */
@RestController
@RequestMapping("/api/v1/jobs")
@PreAuthorize("hasRole('VIEWER')")
class JobController {
  private static final int LARGEST_PAGE = 200;
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  private final JobSubmission submission;
  private final JobSummaries summaries;
  private final JobViews views;
  private final Jobs jobs;
  private final JobJson json;

  JobController(
      JobSubmission submission, JobSummaries summaries, JobViews views, Jobs jobs, JobJson json) {
    this.submission = submission;
    this.summaries = summaries;
    this.views = views;
    this.jobs = jobs;
    this.json = json;
  }

  @PostMapping(
      consumes = {
        "application/json",
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/plain"
      })
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<SubmittedJob> submit(
      HttpServletRequest request,
      Principal user,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException {
    JobDocument document = JobDocument.read(request);
    return created(
        submission.submit(document.tree(), user.getName(), document.key(user.getName(), key)));
  }

  @PostMapping(
      path = "/validate",
      consumes = {
        "application/json",
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/plain"
      })
  @PreAuthorize("hasRole('OPERATOR')")
  JobSpec validate(HttpServletRequest request) throws IOException {
    return submission.validate(JobDocument.read(request).tree());
  }

  @PostMapping("/{id}/fork")
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<SubmittedJob> fork(
      @PathVariable String id,
      HttpServletRequest request,
      Principal user,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException {
    JobRecord source = jobs.get(jobId(id));
    JobDocument document = JobDocument.read(request);
    return created(
        submission.fork(
            source, document.tree(), user.getName(), document.key(user.getName(), key)));
  }

  @GetMapping
  Page<JobSummary> list(
      @RequestParam(required = false) @Nullable List<String> state,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw invalid(
          "limit",
          "limit is %d.".formatted(limit),
          "Write a number from 1 to %d.".formatted(LARGEST_PAGE));
    }
    return summaries.page(
        new JobListQuery(
            states(state),
            q == null || q.isBlank() ? null : q.strip(),
            cursor == null || cursor.isBlank() ? null : JobCursor.parse(cursor),
            limit));
  }

  @GetMapping("/{id}")
  JobView get(@PathVariable String id) {
    return views.view(jobId(id));
  }

  /** JSON, or YAML where the client accepts that. */
  @GetMapping("/{id}/spec")
  ResponseEntity<Object> spec(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    JobSpec spec = jobs.get(jobId(id)).spec();
    return accept != null && accept.contains("yaml")
        ? ResponseEntity.ok()
            .contentType(YAML)
            .body(json.yaml(spec).getBytes(StandardCharsets.UTF_8))
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(spec);
  }

  /** The identity that a path names; throws {@code NOT_FOUND} for a text that is none. */
  static JobId jobId(String text) {
    try {
      return new JobId(UUID.fromString(text));
    } catch (IllegalArgumentException noIdentity) {
      throw StoredJobs.notFound(text);
    }
  }

  /** A query parameter that cannot be used. */
  static PlatformException invalid(String field, String message, String advice) {
    return new PlatformException(
        ErrorCode.INVALID_REQUEST, message, advice, List.of(new Violation(field, message, advice)));
  }

  private ResponseEntity<SubmittedJob> created(JobId id) {
    return ResponseEntity.created(URI.create("/api/v1/jobs/" + id))
        .body(new SubmittedJob(id.toString(), jobs.get(id).state().name()));
  }

  private static Set<JobState> states(@Nullable List<String> names) {
    return names == null
        ? Set.of()
        : names.stream()
            .filter(name -> !name.isBlank())
            .map(JobController::state)
            .collect(Collectors.toSet());
  }

  private static JobState state(String name) {
    return Arrays.stream(JobState.values())
        .filter(state -> state.name().equals(name.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "state",
                    "state is \"%s\", which is no state of a job.".formatted(name),
                    "Write one of %s.".formatted(Arrays.toString(JobState.values()))));
  }
}
