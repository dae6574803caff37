package io.tributary.web.jobs;

import io.tributary.client.job.JobEvent;
import io.tributary.client.job.MetricSeries;
import io.tributary.client.job.PromoteRequest;
import io.tributary.web.layout.Words;
import io.tributary.web.platform.PlatformGateway;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** One job: watching and commanding it. */
@Controller
class JobPageController {
  /** Points per curve: about one per pixel of a narrow chart. */
  private static final int POINTS = 500;

  /** As the REST contract has them, in its order. */
  private static final List<String> PHASES =
      List.of("compute", "evaluate", "encode", "send", "broker", "wait", "commit", "fold");

  private final JobEventRelay relay;
  private final Words words;

  JobPageController(JobEventRelay relay, Words words) {
    this.relay = relay;
    this.words = words;
  }

  @GetMapping("/jobs/{id}")
  String page(PlatformGateway platform, @PathVariable String id, Model model) {
    live(platform, id, model);
    model.addAttribute("spec", platform.spec(id));
    model.addAttribute("metricWords", JsonMapper.shared().writeValueAsString(words.metrics()));
    history(platform, id, model);
    checkpoints(platform, id, model);
    model.addAttribute(
        "phaseWords", JsonMapper.shared().writeValueAsString(words.all("advice.phase", PHASES)));
    advice(platform, id, model);
    evaluation(platform, id, model);
    return "jobs/job";
  }

  /** State, progress and lanes, read again while the page is open. */
  @GetMapping("/jobs/{id}/live")
  String live(PlatformGateway platform, @PathVariable String id, Model model) {
    model.addAttribute("page", JobPage.of(platform.job(id)));
    return "jobs/job :: live";
  }

  @GetMapping("/jobs/{id}/history")
  String history(PlatformGateway platform, @PathVariable String id, Model model) {
    model.addAttribute("jobId", id);
    List<JobEvent> history = platform.history(id);
    model.addAttribute("history", history.reversed());
    model.addAttribute("lastEvent", history.isEmpty() ? 0 : history.getLast().sequence());
    return "jobs/job :: history";
  }

  @GetMapping("/jobs/{id}/checkpoints")
  String checkpoints(PlatformGateway platform, @PathVariable String id, Model model) {
    model.addAttribute("jobId", id);
    model.addAttribute("checkpoints", platform.checkpoints(id));
    return "jobs/job :: checkpoints";
  }

  @GetMapping("/jobs/{id}/advice")
  String advice(PlatformGateway platform, @PathVariable String id, Model model) {
    model.addAttribute("told", new AdvicePage(platform.advice(id)));
    return "jobs/advice :: advice";
  }

  @GetMapping("/jobs/{id}/evaluation")
  String evaluation(PlatformGateway platform, @PathVariable String id, Model model) {
    model.addAttribute("shown", new EvaluationPage(platform.evaluation(id)));
    return "jobs/evaluation :: evaluation";
  }

  @GetMapping("/jobs/{id}/series")
  @ResponseBody
  MetricSeries series(PlatformGateway platform, @PathVariable String id) {
    return platform.metrics(id, POINTS);
  }

  @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  SseEmitter events(
      PlatformGateway platform,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") long after,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long seen) {
    return relay.open(platform, id, Math.max(after, seen));
  }

  @PostMapping("/jobs/{id}/pause")
  String pause(PlatformGateway platform, @PathVariable String id) {
    platform.pause(id);
    return "redirect:/jobs/{id}";
  }

  @PostMapping("/jobs/{id}/resume")
  String resume(PlatformGateway platform, @PathVariable String id) {
    platform.resume(id);
    return "redirect:/jobs/{id}";
  }

  @PostMapping("/jobs/{id}/cancel")
  String cancel(PlatformGateway platform, @PathVariable String id) {
    platform.cancel(id);
    return "redirect:/jobs/{id}";
  }

  @PostMapping("/jobs/{id}/promote")
  String promote(
      PlatformGateway platform,
      @PathVariable String id,
      @RequestParam long step,
      @RequestParam String name) {
    return "redirect:/models/" + platform.promote(id, step, new PromoteRequest(name, null)).id();
  }
}
