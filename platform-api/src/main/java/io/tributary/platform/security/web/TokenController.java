package io.tributary.platform.security.web;

import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Tokens;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own API tokens. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {
  private final Tokens tokens;

  TokenController(Tokens tokens) {
    this.tokens = tokens;
  }

  @GetMapping
  List<TokenView> list(@AuthenticationPrincipal Caller caller) {
    return tokens.of(caller);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TokenView create(@AuthenticationPrincipal Caller caller, @RequestBody TokenRequest request) {
    return tokens.create(caller, request);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    tokens.delete(caller, id);
  }
}
