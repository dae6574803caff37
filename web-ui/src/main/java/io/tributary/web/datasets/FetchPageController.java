package io.tributary.web.datasets;

import io.tributary.client.TributaryException;
import io.tributary.client.dataset.FetchView;
import io.tributary.client.dataset.SourcesView;
import io.tributary.client.problem.ErrorResponse;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Rows that the control plane reads from where they are: what to read, and how far it is. */
@Controller
class FetchPageController {
  private static final int UNPROCESSABLE = 422;

  @GetMapping("/datasets/fetch")
  String form(PlatformGateway platform, Model model) {
    return show(platform, FetchForm.empty(), model);
  }

  private static String show(PlatformGateway platform, FetchForm form, Model model) {
    SourcesView sources = platform.sources();
    model.addAttribute("sources", sources);
    model.addAttribute(
        "nothing",
        sources.urlPrefixes().isEmpty()
            && sources.connections().isEmpty()
            && sources.brokers().isEmpty());
    model.addAttribute("form", form);
    return "datasets/fetch";
  }

  @PostMapping("/datasets/fetch")
  String begin(
      PlatformGateway platform,
      @ModelAttribute FetchForm form,
      Model model,
      HttpServletResponse response) {
    if (!form.offsetsAreValid()) {
      response.setStatus(UNPROCESSABLE);
      return show(platform, form, model);
    }
    return "redirect:/datasets/fetch/" + platform.beginFetch(form.request()).id();
  }

  @GetMapping("/datasets/fetch/{id}")
  String progress(PlatformGateway platform, @PathVariable String id, Model model) {
    FetchView fetch = platform.fetch(id);
    if (fetch.dataset() != null) {
      return "redirect:/datasets/" + fetch.dataset().id();
    }
    ErrorResponse problem = fetch.problem();
    model.addAttribute("fetch", fetch);
    model.addAttribute(
        "refusal", problem == null ? null : new TributaryException(problem.status(), problem));
    return "datasets/fetching";
  }
}
