package io.tributary.web.layout;

import io.tributary.web.security.SignedInUser;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;

/** Puts {@code layout} into every page's model. */
@ControllerAdvice
class LayoutAdvice {

  @ModelAttribute("layout")
  LayoutView layout(HttpServletRequest request) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    SignedInUser user =
        SignedInUser.of(authentication == null ? null : authentication.getPrincipal());
    Locale locale = RequestContextUtils.getLocale(request);
    return new LayoutView(
        locale.toLanguageTag(), theme(request), user, locale.getLanguage().equals("zh"));
  }

  private static String theme(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, "theme");
    String theme = cookie == null ? "auto" : cookie.getValue();
    return theme.equals("light") || theme.equals("dark") ? theme : "auto";
  }
}
