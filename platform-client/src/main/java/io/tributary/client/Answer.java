package io.tributary.client;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;

/** The body of an answer: what was asked for, or why it was refused. */
sealed interface Answer<B> {

  /** Status below 400. */
  record Accepted<B>(B body) implements Answer<B> {}

  /** Status 400 or above; {@code problem} is meant to be problem details as JSON. */
  record Refused<B>(byte[] problem) implements Answer<B> {}

  /** Reads an accepted body by {@code accepted} and a refusal into memory. */
  static <B> BodyHandler<Answer<B>> of(BodyHandler<B> accepted) {
    return info ->
        info.statusCode() < 400
            ? BodySubscribers.mapping(accepted.apply(info), Accepted::new)
            : BodySubscribers.mapping(BodySubscribers.ofByteArray(), Refused::new);
  }
}
