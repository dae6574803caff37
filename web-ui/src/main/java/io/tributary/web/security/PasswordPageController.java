package io.tributary.web.security;

import io.tributary.client.TributaryException;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The signed-in user's own password. What was typed never comes back to the page. */
@Controller
class PasswordPageController {

  @GetMapping("/password")
  String page(@RequestParam(defaultValue = "false") boolean changed, Model model) {
    model.addAttribute("changed", changed);
    for (String absent : new String[] {"refusal", "differs"}) {
      if (!model.containsAttribute(absent)) {
        model.addAttribute(absent, null);
      }
    }
    return "security/password";
  }

  @PostMapping("/password")
  String change(
      PlatformGateway platform,
      @RequestParam String present,
      @RequestParam String next,
      @RequestParam String again,
      Model model,
      HttpServletResponse response) {
    if (!next.equals(again)) {
      model.addAttribute("differs", true);
      response.setStatus(422);
      return page(false, model);
    }
    try {
      platform.changePassword(present, next);
    } catch (TributaryException refusal) {
      if (refusal.status() == 401 || refusal.status() >= 500) {
        throw refusal;
      }
      model.addAttribute("refusal", refusal);
      response.setStatus(refusal.status());
      return page(false, model);
    }
    return "redirect:/password?changed=true";
  }
}
