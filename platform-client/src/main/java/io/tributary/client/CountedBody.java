package io.tributary.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of a request's body as they are sent. */
final class CountedBody implements BodyPublisher {
  private final BodyPublisher body;
  private final UploadProgress progress;
  private final AtomicLong sent = new AtomicLong();

  CountedBody(BodyPublisher body, UploadProgress progress) {
    this.body = body;
    this.progress = progress;
  }

  /** Bytes handed to the connection since the body was last started. */
  long sentBytes() {
    return sent.get();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> connection) {
    sent.set(0);
    body.subscribe(
        new Subscriber<ByteBuffer>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            connection.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer bytes) {
            long now = sent.addAndGet(bytes.remaining());
            connection.onNext(bytes);
            progress.sent(now, contentLength());
          }

          @Override
          public void onError(Throwable cause) {
            connection.onError(cause);
          }

          @Override
          public void onComplete() {
            connection.onComplete();
          }
        });
  }
}
