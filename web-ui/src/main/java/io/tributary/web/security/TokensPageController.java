package io.tributary.web.security;

import io.tributary.client.TributaryException;
import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The signed-in user's own API tokens. */
@Controller
class TokensPageController {

  @GetMapping("/tokens")
  String page(PlatformGateway platform, Model model) {
    model.addAttribute("tokens", platform.tokens());
    for (String absent : new String[] {"created", "refusal"}) {
      if (!model.containsAttribute(absent)) {
        model.addAttribute(absent, null);
      }
    }
    return "security/tokens";
  }

  /** Shows the new token in this answer and never again; so no redirect follows. */
  @PostMapping("/tokens")
  String create(
      PlatformGateway platform,
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam(defaultValue = "90") int days,
      Model model,
      HttpServletResponse response) {
    try {
      TokenView created = platform.createToken(new TokenRequest(name, role, days));
      model.addAttribute("created", created);
    } catch (TributaryException refusal) {
      if (refusal.status() == 401 || refusal.status() >= 500) {
        throw refusal;
      }
      model.addAttribute("refusal", refusal);
      response.setStatus(refusal.status());
    }
    return page(platform, model);
  }

  @PostMapping("/tokens/{id}/revoke")
  String revoke(PlatformGateway platform, @PathVariable String id) {
    platform.revokeToken(id);
    return "redirect:/tokens";
  }
}
