package io.tributary.web.problems;

import io.tributary.web.platform.PlatformGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** What is wrong now. */
@Controller
class ProblemsPageController {

  @GetMapping("/problems")
  String page(
      PlatformGateway platform,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
      Model model) {
    model.addAttribute("problems", platform.problems());
    return fragment == null ? "problems/problems" : "problems/problems :: live";
  }
}
