package io.tributary.platform.problem.web;

import io.tributary.client.problem.Violation;
import io.tributary.dataset.FileException;
import io.tributary.platform.problem.DatabaseOutage;
import io.tributary.platform.problem.ErrorAnswers;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever a request ends with into problem details. */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);
  private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

  @ExceptionHandler
  @Nullable ResponseEntity<Object> refused(PlatformException e, WebRequest request) {
    if (e.code() == ErrorCode.INTERNAL) {
      return internal(e, request);
    }
    HttpHeaders headers = new HttpHeaders();
    e.retryAfter()
        .or(() -> Optional.of(OUTAGE_RETRY).filter(x -> e.code() == ErrorCode.UNAVAILABLE))
        .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait)));
    return answer(
        e.code(), String.valueOf(e.getMessage()), e.advice(), e.violations(), headers, request);
  }

  /** Faults of files are errors of the same name. */
  @ExceptionHandler
  @Nullable ResponseEntity<Object> unreadable(FileException e, WebRequest request) {
    return answer(
        ErrorCode.valueOf(e.fault().name()),
        String.valueOf(e.getMessage()),
        e.advice(),
        e.violations(),
        new HttpHeaders(),
        request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> denied(AccessDeniedException e, WebRequest request) {
    return answer(
        ErrorCode.FORBIDDEN,
        "Your role does not permit this.",
        "Ask an administrator for a higher role.",
        List.of(),
        new HttpHeaders(),
        request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> unknownCaller(AuthenticationException e, WebRequest request) {
    return answer(
        ErrorCode.UNAUTHENTICATED,
        "The request carries no valid token.",
        "Sign in, or send an API token as a bearer token.",
        List.of(),
        new HttpHeaders(),
        request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> overtaken(
      OptimisticLockingFailureException e, WebRequest request) {
    return answer(
        ErrorCode.CONFLICT,
        "Somebody else changed this at the same time.",
        "Read it again and repeat the change if it is still wanted.",
        List.of(),
        new HttpHeaders(),
        request);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> anythingElse(Exception e, WebRequest request) {
    if (DatabaseOutage.causes(e)) {
      LOG.warn("PostgreSQL is away: {}", e.toString());
      HttpHeaders headers = new HttpHeaders();
      headers.set(HttpHeaders.RETRY_AFTER, seconds(OUTAGE_RETRY));
      return answer(
          ErrorCode.UNAVAILABLE,
          "PostgreSQL does not answer.",
          "Repeat the request in a few seconds; if it stays away, start PostgreSQL.",
          List.of(),
          headers,
          request);
    }
    return internal(e, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return refused(UnreadableBody.explain(e), request);
  }

  /** Everything that Spring MVC itself refuses comes through here. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError()) {
      return anythingElse(e, request);
    }
    Refusal refusal = Refusal.of(e, status);
    return answer(
        refusal.code(),
        refusal.sentence(),
        refusal.advice(),
        refusal.violations(),
        headers,
        request);
  }

  private static @Nullable ResponseEntity<Object> internal(Exception e, WebRequest request) {
    String incident = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("incident {} at {}", incident, path(request), e);
    return answer(
        ErrorCode.INTERNAL,
        "The platform failed to serve this request (incident %s).".formatted(incident),
        "Repeat it; if it fails again, look for the incident in the control plane's log.",
        List.of(),
        new HttpHeaders(),
        request);
  }

  /** Null, meaning "already answered", once the first bytes of another answer have left. */
  private static @Nullable ResponseEntity<Object> answer(
      ErrorCode code,
      String sentence,
      String advice,
      List<Violation> violations,
      HttpHeaders headers,
      WebRequest request) {
    if (request instanceof ServletWebRequest servlet
        && servlet.getResponse() != null
        && servlet.getResponse().isCommitted()) {
      return null;
    }
    return ResponseEntity.status(code.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ErrorAnswers.body(code, sentence, advice, violations, path(request)));
  }

  private static String path(WebRequest request) {
    return request instanceof ServletWebRequest servlet ? servlet.getRequest().getRequestURI() : "";
  }

  /** Whole seconds, rounded up, at least one. */
  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1000)));
  }
}
