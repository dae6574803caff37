package io.tributary.platform.security.web;

import io.tributary.client.problem.Violation;
import io.tributary.client.security.PasswordRequest;
import io.tributary.client.security.SessionView;
import io.tributary.client.security.SignInRequest;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Caller.Credential;
import io.tributary.platform.security.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {
  private static final int SCHEME_LENGTH = "Bearer ".length();

  private final SignIn signIn;

  SessionController(SignIn signIn) {
    this.signIn = signIn;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SessionView signIn(@RequestBody SignInRequest request, HttpServletRequest http) {
    String username = present("username", request.username());
    String password = present("password", request.password());
    SignIn.SignedIn signedIn = signIn.signIn(username, password, http.getRemoteAddr());
    return view(signedIn.token(), signedIn.caller());
  }

  @GetMapping
  SessionView session(@AuthenticationPrincipal Caller caller) {
    return view(null, caller);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
    if (caller.credential() != Credential.SESSION) {
      throw new PlatformException(
          ErrorCode.CONFLICT,
          "This request carries an API token, not a session.",
          "Delete the token at /api/v1/tokens instead.");
    }
    signIn.signOut(caller, token(authorization));
  }

  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      @AuthenticationPrincipal Caller caller,
      @RequestBody PasswordRequest request,
      @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization,
      HttpServletRequest http) {
    signIn.changeOwnPassword(
        caller,
        present("currentPassword", request.currentPassword()),
        present("newPassword", request.newPassword()),
        http.getRemoteAddr(),
        token(authorization));
  }

  private static String token(String authorization) {
    return authorization.substring(SCHEME_LENGTH).strip();
  }

  /** Documents may leave out what the record says is there. */
  private static String present(String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "%s is missing.".formatted(field),
          "Send it in the body.",
          List.of(new Violation(field, "is missing", "Send it in the body.")));
    }
    return value;
  }

  private static SessionView view(@Nullable String token, Caller caller) {
    return new SessionView(token, caller.username(), caller.role().wireName(), caller.expiresAt());
  }
}
