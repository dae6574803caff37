package io.tributary.client;

import io.tributary.client.security.TokenRequest;
import io.tributary.client.security.TokenView;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** API tokens of the user who asks: {@code /tokens}. Thread-safe. */
public final class TokensClient {
  private final JsonCalls calls;

  TokensClient(JsonCalls calls) {
    this.calls = calls;
  }

  /** {@code GET /tokens}. */
  public List<TokenView> list() {
    return calls.get(Route.of("tokens"), new TypeReference<List<TokenView>>() {});
  }

  /** {@code POST /tokens}. Only this answer has the token itself. */
  public TokenView create(TokenRequest token) {
    return calls.post(Route.of("tokens"), token, TokenView.class);
  }

  /** {@code DELETE /tokens/{id}}: the token is worth nothing afterwards. */
  public void revoke(String id) {
    calls.command("DELETE", Route.of("tokens", id));
  }
}
