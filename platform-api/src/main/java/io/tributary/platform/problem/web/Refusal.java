package io.tributary.platform.problem.web;

import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatusCode;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What Spring MVC refuses, in our words. */
record Refusal(ErrorCode code, String sentence, String advice, List<Violation> violations) {

  private static final String SEE_CONTRACT = "The routes and their parameters are in /v3/api-docs.";

  static Refusal of(Exception e, HttpStatusCode status) {
    return switch (e) {
      case NoResourceFoundException x -> noRoute(x.getResourcePath());
      case NoHandlerFoundException x -> noRoute(x.getRequestURL());
      case HttpRequestMethodNotSupportedException x ->
          new Refusal(
              ErrorCode.METHOD_NOT_ALLOWED,
              "%s is not possible on this route.".formatted(x.getMethod()),
              "Possible: "
                  + Arrays.stream(orEmpty(x.getSupportedMethods()))
                      .sorted()
                      .collect(Collectors.joining(", "))
                  + ".",
              List.of());
      case HttpMediaTypeNotSupportedException x ->
          new Refusal(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "A body of type %s is not supported here.".formatted(x.getContentType()),
              "Send one of: %s.".formatted(x.getSupportedMediaTypes()),
              List.of());
      case MissingServletRequestParameterException x ->
          invalid(
              "The parameter %s is missing.".formatted(x.getParameterName()),
              List.of(
                  new Violation(
                      x.getParameterName(), "is missing", "Add it to the query string.")));
      case MissingServletRequestPartException x ->
          invalid(
              "The part %s is missing.".formatted(x.getRequestPartName()),
              List.of(
                  new Violation(
                      x.getRequestPartName(), "is missing", "Add it to the multipart body.")));
      case MethodArgumentTypeMismatchException x -> wrongType(x.getName(), x);
      case TypeMismatchException x -> wrongType(String.valueOf(x.getPropertyName()), x);
      case MethodArgumentNotValidException x ->
          new Refusal(
              ErrorCode.INVALID_CONTENT,
              "The request's content is not valid.",
              "Correct what the violations name.",
              x.getBindingResult().getFieldErrors().stream().map(Refusal::violation).toList());
      case HandlerMethodValidationException x ->
          invalid("The request's parameters are not valid.", violations(x));
      default -> plain(status);
    };
  }

  private static Refusal noRoute(String path) {
    return new Refusal(
        ErrorCode.NOT_FOUND,
        "There is no route %s.".formatted(path.startsWith("/") ? path : "/" + path),
        SEE_CONTRACT,
        List.of());
  }

  private static Refusal invalid(String sentence, List<Violation> violations) {
    return new Refusal(ErrorCode.INVALID_REQUEST, sentence, SEE_CONTRACT, violations);
  }

  private static Refusal wrongType(String name, TypeMismatchException e) {
    Class<?> type = e.getRequiredType();
    String wanted = type == null ? "another type" : type.getSimpleName();
    return invalid(
        "%s has the value '%s', which is not a %s.".formatted(name, e.getValue(), wanted),
        List.of(new Violation(name, "is not a " + wanted, "Give a value of that type.")));
  }

  private static Violation violation(FieldError error) {
    return new Violation(
        error.getField(),
        String.valueOf(error.getDefaultMessage()),
        "The value was '%s'.".formatted(error.getRejectedValue()));
  }

  private static List<Violation> violations(HandlerMethodValidationException e) {
    List<Violation> violations = new ArrayList<>();
    for (ParameterValidationResult result : e.getParameterValidationResults()) {
      if (result instanceof ParameterErrors errors) {
        errors.getFieldErrors().forEach(error -> violations.add(violation(error)));
      } else {
        String name = String.valueOf(result.getMethodParameter().getParameterName());
        result
            .getResolvableErrors()
            .forEach(
                error ->
                    violations.add(
                        new Violation(
                            name,
                            String.valueOf(error.getDefaultMessage()),
                            "The value was '%s'.".formatted(result.getArgument()))));
      }
    }
    return violations;
  }

  private static Refusal plain(HttpStatusCode status) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(c -> c.status() == status.value())
            .findFirst()
            .orElse(ErrorCode.INVALID_REQUEST);
    return new Refusal(code, code.title() + ".", SEE_CONTRACT, List.of());
  }

  private static String[] orEmpty(String @Nullable [] values) {
    return values == null ? new String[0] : values;
  }
}
