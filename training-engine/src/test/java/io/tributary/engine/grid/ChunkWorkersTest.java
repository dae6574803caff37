package io.tributary.engine.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkWorkersTest {
  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final ChunkWorkers workers = ChunkWorkers.on(executor);

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  @Test
  void eachChunkIsDoneOnceWhenTheCallReturns() {
    AtomicIntegerArray done = new AtomicIntegerArray(100);
    workers.each(100, done::incrementAndGet);
    for (int chunk = 0; chunk < 100; chunk++) {
      assertThat(done.get(chunk)).isEqualTo(1);
    }
  }

  /** Four that wait for each other come through only beside each other. */
  @Test
  void chunksAreDoneBesideEachOther() {
    CountDownLatch together = new CountDownLatch(4);
    workers.each(
        4,
        chunk -> {
          together.countDown();
          try {
            together.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("chunk " + chunk + " is alone", e);
          }
        });
    assertThat(together.getCount()).isZero();
  }

  @Test
  void aSingleChunkNeedsNoThread() {
    Thread[] by = new Thread[1];
    workers.each(1, chunk -> by[chunk] = Thread.currentThread());
    assertThat(by[0]).isSameAs(Thread.currentThread());
  }

  /** An error too, such as a lack of memory: whoever waits must not wait for ever. */
  @Test
  void aFailureIsThrownWhenNothingIsUnderWayAnyMore() {
    AtomicInteger ended = new AtomicInteger();
    for (ChunkWorkers both : new ChunkWorkers[] {workers, ChunkWorkers.IN_LINE}) {
      ended.set(0);
      assertThatThrownBy(
              () ->
                  both.each(
                      20,
                      chunk -> {
                        if (chunk == 7) {
                          throw new OutOfMemoryError("as a test");
                        }
                        ended.incrementAndGet();
                      }))
          .isInstanceOfSatisfying(
              ChunkFailedException.class, e -> assertThat(e.chunk()).isEqualTo(7))
          .hasCauseInstanceOf(OutOfMemoryError.class)
          .hasMessageContaining("chunk 7");
      assertThat(ended.get()).isEqualTo(both == workers ? 19 : 7);
    }
  }
}
