package io.tributary.web.jobs;

import io.tributary.client.job.JobView;
import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import io.tributary.web.layout.Words;
import io.tributary.web.platform.PlatformGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Jobs side by side. The address names them, so it can be shared. */
@Controller
class ComparePageController {
  private static final int FEWEST = 2;

  /** As many as there are colours for curves, and as many columns as a page has room for. */
  private static final int MOST = 4;

  private final Words words;

  ComparePageController(Words words) {
    this.words = words;
  }

  @GetMapping("/jobs/compare")
  String compare(
      PlatformGateway platform,
      @RequestParam(name = "id", defaultValue = "") List<String> ids,
      Model model)
      throws MalformedDocument {
    List<String> chosen = ids.stream().filter(id -> !id.isBlank()).distinct().toList();
    model.addAttribute("chosen", chosen.size());
    model.addAttribute("metricWords", JsonMapper.shared().writeValueAsString(words.metrics()));
    model.addAttribute(
        "page", chosen.size() < FEWEST || chosen.size() > MOST ? null : page(platform, chosen));
    return "jobs/compare";
  }

  private static ComparePage page(PlatformGateway platform, List<String> ids)
      throws MalformedDocument {
    List<JobView> jobs = new ArrayList<>();
    List<Map<String, Object>> specs = new ArrayList<>();
    for (String id : ids) {
      jobs.add(platform.job(id));
      specs.add(JobDocuments.parse(platform.spec(id)));
    }
    return ComparePage.of(jobs, SpecComparison.of(specs));
  }
}
