package io.tributary.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a control plane, typed. Thread-safe; one instance serves a whole program.
 *
 * <p>Every call throws {@link TributaryException} when the control plane refuses it, {@link
 * PlatformUnreachable} when no answer comes, and {@link java.util.concurrent.CancellationException}
 * (interrupt flag restored) when the calling thread is interrupted. Calls whose repetition changes
 * nothing are repeated when the connection fails.
 */
public final class TributaryClient implements AutoCloseable {
  private final Transport transport;
  private final Duration uploadPatience;

  private TributaryClient(Transport transport, Duration uploadPatience) {
    this.transport = transport;
    this.uploadPatience = uploadPatience;
  }

  /**
   * Starts a client.
   *
   * @param api address of the control plane without {@code /api/v1}, for example {@code
   *     http://127.0.0.1:8081}
   */
  public static Builder at(URI api) {
    return new Builder(api);
  }

  /**
   * The same connections with another bearer token; null means none. Closing either closes the
   * connections of both.
   */
  public TributaryClient withToken(@Nullable String token) {
    return new TributaryClient(transport.withToken(() -> token), uploadPatience);
  }

  public SessionClient session() {
    return new SessionClient(new JsonCalls(transport));
  }

  public UsersClient users() {
    return new UsersClient(new JsonCalls(transport));
  }

  public TokensClient tokens() {
    return new TokensClient(new JsonCalls(transport));
  }

  public DatasetsClient datasets() {
    return new DatasetsClient(new JsonCalls(transport), transport.withPatience(uploadPatience));
  }

  public UploadsClient uploads() {
    return new UploadsClient(new JsonCalls(transport));
  }

  public JobsClient jobs() {
    return new JobsClient(new JsonCalls(transport));
  }

  public ModelsClient models() {
    return new ModelsClient(new JsonCalls(transport), transport.withPatience(uploadPatience));
  }

  public AgentsClient agents() {
    return new AgentsClient(new JsonCalls(transport));
  }

  public ProblemsClient problems() {
    return new ProblemsClient(new JsonCalls(transport));
  }

  /** What only an agent may ask. */
  public WorkClient work() {
    return new WorkClient(transport);
  }

  /** Breaks running calls and closes the connections. */
  @Override
  public void close() {
    transport.http().shutdownNow();
  }

  /** Settings of a client; each has a default. */
  public static final class Builder {
    private final URI api;
    private Supplier<@Nullable String> token = () -> null;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration patience = Duration.ofSeconds(30);
    private Duration uploadPatience = Duration.ofMinutes(10);
    private Retry retry = Retry.DEFAULT;
    private Pause pause = Pause.real();
    private Supplier<String> keys = () -> UUID.randomUUID().toString();

    private Builder(URI api) {
      this.api = api;
    }

    /** Asked before every request; null means no token. */
    public Builder token(Supplier<@Nullable String> supplier) {
      this.token = supplier;
      return this;
    }

    /** Longest wait for a connection; 5 s where not set. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = timeout;
      return this;
    }

    /** Longest silence before a call gives up; 30 s where not set. */
    public Builder patience(Duration longestSilence) {
      this.patience = longestSilence;
      return this;
    }

    /** Longest silence while a data set is uploaded and checked; 10 min where not set. */
    public Builder uploadPatience(Duration longestSilence) {
      this.uploadPatience = longestSilence;
      return this;
    }

    /** How often to try again; {@link Retry#DEFAULT} where not set. */
    public Builder retry(Retry other) {
      this.retry = other;
      return this;
    }

    /** How to wait between tries; really, where not set. */
    public Builder pause(Pause other) {
      this.pause = other;
      return this;
    }

    /** Makes idempotency keys; random UUIDs where not set. */
    public Builder idempotencyKeys(Supplier<String> supplier) {
      this.keys = supplier;
      return this;
    }

    public TributaryClient build() {
      // HTTP/1.1: the upgrade to HTTP/2 would be offered with every upload's body.
      HttpClient http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(connectTimeout)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      URI base = URI.create(api.toString().replaceAll("/+$", "") + "/api/v1");
      return new TributaryClient(
          new Transport(http, base, token, patience, retry, pause, keys), uploadPatience);
    }
  }
}
