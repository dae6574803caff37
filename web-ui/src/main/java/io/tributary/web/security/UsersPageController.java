package io.tributary.web.security;

import io.tributary.client.TributaryException;
import io.tributary.client.security.UserRequest;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Users, for administrators. */
@Controller
class UsersPageController {

  @GetMapping("/users")
  String page(PlatformGateway platform, Model model) {
    return page(platform, model, "", "operator");
  }

  private static String page(PlatformGateway platform, Model model, String username, String role) {
    model.addAttribute("users", platform.users());
    model.addAttribute("username", username);
    model.addAttribute("role", role);
    if (!model.containsAttribute("refusal")) {
      model.addAttribute("refusal", null);
    }
    return "security/users";
  }

  @PostMapping("/users")
  String create(
      PlatformGateway platform,
      @RequestParam String username,
      @RequestParam String password,
      @RequestParam String role,
      Model model,
      HttpServletResponse response) {
    try {
      platform.createUser(new UserRequest(username, password, role));
    } catch (TributaryException refusal) {
      if (refusal.status() == 401 || refusal.status() >= 500) {
        throw refusal;
      }
      model.addAttribute("refusal", refusal);
      response.setStatus(refusal.status());
      return page(platform, model, username, role);
    }
    return "redirect:/users";
  }

  @PostMapping("/users/{username}/delete")
  String delete(PlatformGateway platform, @PathVariable String username) {
    platform.deleteUser(username);
    return "redirect:/users";
  }
}
