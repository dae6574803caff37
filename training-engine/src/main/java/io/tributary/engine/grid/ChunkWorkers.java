package io.tributary.engine.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * Does the same piece of work for each chunk of a vector, perhaps on several threads. Chunks share
 * no memory, so neither the order nor the threads change a bit of the result.
 */
@FunctionalInterface
public interface ChunkWorkers {
  /** One chunk after the other on the caller's thread. */
  ChunkWorkers IN_LINE =
      (chunks, work) -> {
        for (int chunk = 0; chunk < chunks; chunk++) {
          run(work, chunk);
        }
      };

  /**
   * Calls {@code work} once with each of 0 to {@code chunks} - 1, in any order and perhaps at the
   * same time, and returns when the last call has ended: nothing is under way afterwards, and what
   * the calls wrote is visible to the caller.
   *
   * @throws ChunkFailedException when some call failed
   */
  void each(int chunks, IntConsumer work);

  /**
   * Work on {@code executor}'s threads, each chunk a task; a single chunk on the caller's thread.
   * The caller waits, so the executor must have threads of its own.
   */
  static ChunkWorkers on(Executor executor) {
    return (chunks, work) -> {
      if (chunks <= 1) {
        IN_LINE.each(chunks, work);
        return;
      }
      List<CompletableFuture<Void>> all = new ArrayList<>(chunks);
      for (int chunk = 0; chunk < chunks; chunk++) {
        int mine = chunk;
        all.add(CompletableFuture.runAsync(() -> run(work, mine), executor));
      }
      join(all);
    };
  }

  private static void run(IntConsumer work, int chunk) {
    try {
      work.accept(chunk);
    } catch (RuntimeException | Error e) {
      throw new ChunkFailedException(chunk, e);
    }
  }

  /** All of them end before the first failure is thrown: none may write behind the caller. */
  private static void join(List<CompletableFuture<Void>> all) {
    ChunkFailedException failure = null;
    for (CompletableFuture<Void> one : all) {
      try {
        one.join();
      } catch (CompletionException | CancellationException e) {
        if (failure == null) {
          failure =
              e.getCause() instanceof ChunkFailedException failed
                  ? failed
                  : new ChunkFailedException(all.indexOf(one), e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
