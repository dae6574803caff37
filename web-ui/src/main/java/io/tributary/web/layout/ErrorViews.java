package io.tributary.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** One template for every error that did not come from the control plane. */
@Component
class ErrorViews implements ErrorViewResolver {
  private final LayoutAdvice layout;

  ErrorViews(LayoutAdvice layout) {
    this.layout = layout;
  }

  @Override
  public ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    return new ModelAndView(
        "error",
        Map.of("page", ErrorPage.of(status.value()), "layout", layout.layout(request)),
        status);
  }
}
