package io.tributary.client;

import io.tributary.client.Answer.Accepted;
import io.tributary.client.Answer.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the token, tries again where that is safe, and turns refusals and broken
 * connections into exceptions. Thread-safe.
 *
 * @param api ends in {@code /api/v1}
 * @param patience longest silence before a call gives up
 * @param keys makes idempotency keys
 */
record Transport(
    HttpClient http,
    URI api,
    Supplier<@Nullable String> token,
    Duration patience,
    Retry retry,
    Pause pause,
    Supplier<String> keys) {

  /** A request with the token, and no method yet. */
  HttpRequest.Builder request(Route route) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + route.text()));
    String bearer = token.get();
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return request;
  }

  Transport withPatience(Duration longestSilence) {
    return new Transport(http, api, token, longestSilence, retry, pause, keys);
  }

  Transport withRetry(Retry other) {
    return new Transport(http, api, token, patience, other, pause, keys);
  }

  Transport withToken(Supplier<@Nullable String> other) {
    return new Transport(http, api, other, patience, retry, pause, keys);
  }

  /**
   * Sends a request that may be sent again, because its effect is the same or it carries an
   * idempotency key. A call that got no answer in time is not repeated.
   */
  <B> Received<B> sendRepeatable(HttpRequest request, BodyHandler<B> accepted) {
    return sendRepeatable(request, accepted, () -> 0);
  }

  <B> Received<B> sendRepeatable(
      HttpRequest request, BodyHandler<B> accepted, LongSupplier progress) {
    for (int failures = 1; ; failures++) {
      try {
        return send(request, accepted, progress);
      } catch (PlatformUnreachable e) {
        if (failures >= retry.attempts() || e.getCause() instanceof HttpTimeoutException) {
          throw e;
        }
      }
      waitAfter(failures, request);
    }
  }

  /**
   * Sends a request once.
   *
   * @param progress a number that changes while bytes move; silence is measured by it
   */
  <B> Received<B> send(HttpRequest request, BodyHandler<B> accepted, LongSupplier progress) {
    HttpResponse<Answer<B>> response =
        await(http.sendAsync(request, Answer.of(accepted)), request, progress);
    return switch (response.body()) {
      case Accepted<B> body ->
          new Received<>(response.statusCode(), response.headers(), body.body());
      case Refused<B> refused ->
          throw Refusal.of(request, response.statusCode(), refused.problem());
    };
  }

  /** Waits before the next try, longer with every failure in a row. */
  void waitAfter(int failures, HttpRequest request) {
    try {
      pause.pause(retry.waitAfter(failures));
    } catch (InterruptedException e) {
      throw interrupted(request, e);
    }
  }

  private <T> T await(CompletableFuture<T> exchange, HttpRequest request, LongSupplier progress) {
    long seen = progress.getAsLong();
    while (true) {
      try {
        return exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        long now = progress.getAsLong();
        if (now == seen) {
          exchange.cancel(true);
          throw Refusal.unreachable(
              request, new HttpTimeoutException("silent for " + patience.toMillis() + " ms"));
        }
        seen = now;
      } catch (InterruptedException e) {
        exchange.cancel(true);
        throw interrupted(request, e);
      } catch (ExecutionException e) {
        throw failed(request, e);
      }
    }
  }

  private static RuntimeException failed(HttpRequest request, ExecutionException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return Refusal.unreachable(request, io);
      }
    }
    return new IllegalStateException(
        request.method() + " " + request.uri() + " failed: " + e.getCause(), e.getCause());
  }

  /** Restores the interrupt flag; the caller throws what is returned. */
  static CancellationException interrupted(HttpRequest request, InterruptedException e) {
    Thread.currentThread().interrupt();
    CancellationException cancelled =
        new CancellationException(
            request.method() + " " + request.uri() + " was interrupted by this program.");
    cancelled.initCause(e);
    return cancelled;
  }
}
