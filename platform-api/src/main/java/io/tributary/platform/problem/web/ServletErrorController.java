package io.tributary.platform.problem.web;

import io.tributary.client.problem.ErrorResponse;
import io.tributary.platform.problem.ErrorAnswers;
import io.tributary.platform.problem.ErrorCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Requests that fail before Spring MVC sees them, for example in the servlet container. */
@RestController
class ServletErrorController implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<ErrorResponse> error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer value
            ? value
            : ErrorCode.NOT_FOUND.status();
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(c -> c.status() == status)
            .findFirst()
            .orElse(status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL);
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "";
    return ResponseEntity.status(code.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            ErrorAnswers.body(
                code,
                code.title() + ".",
                "The routes and their parameters are in /v3/api-docs.",
                List.of(),
                path));
  }
}
