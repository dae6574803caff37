package io.tributary.web.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page. */
@Controller
class SignInPageController {
  private static final Set<String> FAILURES =
      Set.of("credentials", "locked", "unavailable", "expired");

  @GetMapping("/sign-in")
  String page(
      @RequestParam(required = false) @Nullable String failure,
      @RequestParam(required = false) @Nullable String signedOut,
      Model model) {
    model.addAttribute("failure", failure != null && FAILURES.contains(failure) ? failure : null);
    model.addAttribute("signedOut", signedOut != null);
    return "security/sign-in";
  }
}
