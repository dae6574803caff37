package io.tributary.web.layout;

import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Turns refusals and silence of the control plane into pages, or into notices in a page. */
@ControllerAdvice
class ErrorAdvice {
  private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);
  private static final String EXPIRED = "/sign-in?failure=expired";

  private final LayoutAdvice layout;

  ErrorAdvice(LayoutAdvice layout) {
    this.layout = layout;
  }

  @ExceptionHandler
  ModelAndView refused(
      TributaryException refusal, HttpServletRequest request, HttpServletResponse response) {
    if (refusal.status() == 401) {
      return signInAgain(request, response);
    }
    if (refusal.status() >= 500) {
      log.warn("The control plane failed: {} {}", refusal.code(), refusal.getMessage());
    }
    return view(ErrorPage.of(refusal), request);
  }

  @ExceptionHandler
  ModelAndView silent(PlatformUnreachable unreachable, HttpServletRequest request) {
    log.warn("{}", unreachable.getMessage());
    return view(ErrorPage.unreachable(), request);
  }

  private static ModelAndView signInAgain(
      HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    SecurityContextHolder.clearContext();
    if (request.getHeader("HX-Request") == null) {
      return new ModelAndView("redirect:" + EXPIRED);
    }
    response.setHeader("HX-Redirect", EXPIRED);
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    return new ModelAndView("fragments/nothing");
  }

  private ModelAndView view(ErrorPage page, HttpServletRequest request) {
    boolean fragment = request.getHeader("HX-Request") != null;
    ModelAndView view = new ModelAndView(fragment ? "fragments/refusal" : "error");
    view.setStatus(HttpStatusCode.valueOf(page.status()));
    view.addObject("page", page);
    view.addObject("layout", layout.layout(request));
    return view;
  }
}
