package io.tributary.web.overview;

import io.tributary.client.job.JobQuery;
import io.tributary.web.jobs.JobRow;
import io.tributary.web.jobs.JobStatus;
import io.tributary.web.platform.PlatformGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The first page. */
@Controller
class OverviewPageController {
  /** Rows per list: what fits on a screen without scrolling. */
  private static final int SHOWN = 6;

  @GetMapping("/")
  String page(
      PlatformGateway platform,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
      Model model) {
    model.addAttribute("page", read(platform));
    return fragment == null ? "overview/overview" : "overview/overview :: live";
  }

  private static OverviewPage read(PlatformGateway platform) {
    return OverviewPage.of(
        rows(platform, true),
        rows(platform, false),
        platform.agents(),
        platform.problems(),
        platform.datasets(null).items().stream().limit(SHOWN).toList());
  }

  private static List<JobRow> rows(PlatformGateway platform, boolean active) {
    List<String> states =
        JobStatus.known().stream()
            .filter(status -> status.active() == active)
            .map(JobStatus::name)
            .toList();
    return platform.jobs(new JobQuery(states, null, null, SHOWN)).items().stream()
        .map(JobRow::of)
        .toList();
  }
}
