package io.tributary.client;

import io.tributary.client.security.UserRequest;
import io.tributary.client.security.UserView;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** Users: {@code /users}. For admins. Thread-safe. */
public final class UsersClient {
  private final JsonCalls calls;

  UsersClient(JsonCalls calls) {
    this.calls = calls;
  }

  /** {@code GET /users}. */
  public List<UserView> list() {
    return calls.get(Route.of("users"), new TypeReference<List<UserView>>() {});
  }

  /** {@code POST /users}. */
  public UserView create(UserRequest user) {
    return calls.post(Route.of("users"), user, UserView.class);
  }

  /** {@code PATCH /users/{username}}: changes what is not null in {@code changes}. */
  public void change(String username, UserRequest changes) {
    calls.write("PATCH", Route.of("users", username), changes);
  }

  /** {@code DELETE /users/{username}}. */
  public void delete(String username) {
    calls.command("DELETE", Route.of("users", username));
  }
}
