package io.tributary.web.jobs;

import io.tributary.client.Page;
import io.tributary.client.job.JobQuery;
import io.tributary.client.job.JobSummary;
import io.tributary.web.platform.PlatformGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of jobs. */
@Controller
class JobListPageController {
  private static final int PER_PAGE = 25;

  @GetMapping("/jobs")
  String list(
      PlatformGateway platform,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
      Model model) {
    // A state that does not exist filters nothing, as the select shows it.
    String known = JobStatus.of(state) == JobStatus.UNKNOWN ? "" : state;
    Page<JobSummary> page =
        platform.jobs(
            new JobQuery(
                known.isEmpty() ? List.of() : List.of(known),
                text.isBlank() ? null : text.strip(),
                cursor,
                PER_PAGE));
    model.addAttribute(
        "page",
        new JobListPage(
            page.items().stream().map(JobRow::of).toList(),
            known,
            text,
            cursor != null,
            page.nextCursor()));
    model.addAttribute("statuses", JobStatus.known());
    return fragment == null ? "jobs/jobs" : "jobs/jobs :: rows";
  }

  /**
   * One page of jobs.
   *
   * @param state the filter; empty for all
   * @param later whether there are newer jobs than these
   */
  record JobListPage(
      List<JobRow> jobs, String state, String text, boolean later, @Nullable String nextCursor) {
    public boolean filtered() {
      return !state.isEmpty() || !text.isBlank();
    }
  }
}
