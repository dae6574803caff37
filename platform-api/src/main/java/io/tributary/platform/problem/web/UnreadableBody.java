package io.tributary.platform.problem.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.client.problem.Violation;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Why a JSON body could not be read: which key, which line. */
final class UnreadableBody {
  private UnreadableBody() {}

  static PlatformException explain(HttpMessageNotReadableException e) {
    Throwable cause = e.getCause();
    if (cause == null) {
      return missing();
    }
    return switch (cause) {
      case UnrecognizedPropertyException x ->
          content(
              new Violation(
                  path(x),
                  "is not a known key",
                  "Known keys here: %s."
                      .formatted(
                          x.getKnownPropertyIds() == null
                              ? "none"
                              : x.getKnownPropertyIds().stream()
                                  .map(String::valueOf)
                                  .sorted()
                                  .collect(Collectors.joining(", ")))));
      case InvalidTypeIdException x -> unknownKind(x);
      case MismatchedInputException x ->
          content(
              new Violation(
                  path(x),
                  "has the wrong type",
                  "Wanted: %s.".formatted(typeOf(x.getTargetType()))));
      case StreamReadException x -> {
        int line = x.getLocation() == null ? 1 : x.getLocation().getLineNr();
        int column = x.getLocation() == null ? 1 : x.getLocation().getColumnNr();
        yield new PlatformException(
            ErrorCode.INVALID_REQUEST,
            "The body is not valid JSON: it breaks at line %d, column %d.".formatted(line, column),
            "Correct the JSON there.",
            List.of(
                new Violation(
                    "line " + line, "is not valid JSON at column " + column, "Correct it.")));
      }
      case JacksonException x ->
          content(new Violation(path(x), "cannot be read", "See /v3/api-docs for its shape."));
      default -> missing();
    };
  }

  /** A value that says by a property of its own what it is. */
  private static PlatformException unknownKind(InvalidTypeIdException e) {
    Class<?> base = e.getBaseType().getRawClass();
    JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
    JsonSubTypes kinds = base.getAnnotation(JsonSubTypes.class);
    String property = info == null ? "type" : info.property();
    String known =
        kinds == null
            ? ""
            : Arrays.stream(kinds.value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", "));
    return content(
        new Violation(
            path(e) + "." + property,
            e.getTypeId() == null ? "is missing" : "is not known",
            "Use one of: " + known + "."));
  }

  private static PlatformException missing() {
    return new PlatformException(
        ErrorCode.INVALID_REQUEST,
        "The body is missing or cannot be read.",
        "Send a body in the shape that /v3/api-docs describes.");
  }

  private static PlatformException content(Violation violation) {
    return new PlatformException(
        ErrorCode.INVALID_CONTENT,
        "%s %s.".formatted(violation.field(), violation.message()),
        violation.advice(),
        List.of(violation));
  }

  /** Dotted path of the offending value; {@code body} for the document itself. */
  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  private static String typeOf(@Nullable Class<?> type) {
    if (type == null) {
      return "another type";
    }
    if (type == String.class) {
      return "a text";
    }
    if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    return Iterable.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
  }
}
