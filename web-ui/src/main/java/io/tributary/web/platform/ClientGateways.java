package io.tributary.web.platform;

import io.tributary.client.Retry;
import io.tributary.client.TributaryClient;
import io.tributary.client.security.SessionView;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Gateways over one set of connections to the control plane. */
@Component
class ClientGateways implements PlatformGateways {
  /** Somebody looks at an empty page meanwhile, so: one more try, at once. */
  private static final Retry BRIEF = new Retry(2, Duration.ofMillis(100), Duration.ofMillis(100));

  private final TributaryClient client;

  ClientGateways(WebSettings settings) {
    client =
        TributaryClient.at(settings.apiUrl())
            .connectTimeout(Duration.ofSeconds(2))
            .retry(BRIEF)
            .build();
  }

  @Override
  public SessionView signIn(String username, String password) {
    return client.session().signIn(username, password);
  }

  @Override
  public PlatformGateway forToken(String token) {
    return new ClientGateway(client.withToken(token));
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
