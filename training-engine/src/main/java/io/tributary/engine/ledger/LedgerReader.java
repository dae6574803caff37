package io.tributary.engine.ledger;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.id.Generation;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger of one job in order and applies its fencing rule: after a marker, records of
 * older generations are void. Every reader of the same records learns the same events. Not
 * thread-safe.
 */
public final class LedgerReader {
  private static final int[] NOTHING = {};

  private final ChunkLayout layout;
  private Generation generation;
  private long nextStep;
  private int nextChunk;
  private final int[] sums;
  private final int[] exponents;
  private final int[] nextExponents;
  private boolean changesParameters;
  private @Nullable UpdateSummary summary;
  private long voidRecords;

  /** A reader of a ledger from its beginning. */
  public LedgerReader(ChunkLayout layout, long nextStep) {
    this(layout, nextStep, Generation.NONE);
  }

  /**
   * @param nextStep the first step that is not yet included in the reader's state
   * @param generation newest that the records before showed: a zombie may still write after them
   */
  public LedgerReader(ChunkLayout layout, long nextStep, Generation generation) {
    this.layout = layout;
    this.nextStep = nextStep;
    this.generation = generation;
    this.sums = new int[layout.length()];
    this.exponents = new int[layout.chunks()];
    this.nextExponents = new int[layout.chunks()];
  }

  /**
   * The event that {@code record} completes; empty when it is void, known already, or part of an
   * unfinished update. An update's arrays are valid until the next call.
   */
  public Optional<LedgerEvent> read(LedgerRecord record) {
    if (record.generation().isBefore(generation)) {
      voidRecords++;
      return Optional.empty();
    }
    return switch (record) {
      case LedgerRecord.Marker marker -> {
        generation = marker.generation();
        nextChunk = 0;
        yield Optional.of(new LedgerEvent.GenerationChanged(generation));
      }
      case LedgerRecord.Reissue reissue ->
          reissue.step() == nextStep
              ? Optional.of(
                  new LedgerEvent.Reissued(reissue.step(), reissue.attempt(), reissue.exponents()))
              : Optional.empty();
      case LedgerRecord.Snapshot snapshot ->
          snapshot.step() == nextStep
              ? Optional.of(new LedgerEvent.SnapshotWanted(snapshot.generation(), snapshot.step()))
              : Optional.empty();
      case LedgerRecord.UpdateChunk chunk -> readChunk(chunk);
    };
  }

  private Optional<LedgerEvent> readChunk(LedgerRecord.UpdateChunk chunk) {
    if (chunk.step() < nextStep) {
      return Optional.empty();
    }
    if (chunk.chunk() == 0) {
      changesParameters = chunk.values().length() > 0;
      summary = chunk.summary();
      nextChunk = 0;
    }
    if (chunk.step() != nextStep || chunk.chunk() != nextChunk) {
      throw new IllegalStateException(
          "ledger has step %d chunk %d where step %d chunk %d should follow"
              .formatted(chunk.step(), chunk.chunk(), nextStep, nextChunk));
    }
    chunk.values().copyTo(sums, layout.offset(chunk.chunk()));
    exponents[chunk.chunk()] = chunk.exponent();
    nextExponents[chunk.chunk()] = chunk.nextExponent();
    nextChunk++;
    if (nextChunk < chunk.chunks()) {
      return Optional.empty();
    }
    nextChunk = 0;
    nextStep++;
    int length = layout.offset(chunk.chunk()) + chunk.values().length();
    return Optional.of(
        new LedgerEvent.Committed(
            new Update(
                chunk.step(),
                changesParameters ? first(sums, length) : NOTHING,
                first(exponents, chunk.chunks()),
                first(nextExponents, chunk.chunks()),
                Objects.requireNonNull(summary, "chunk 0 has no summary"))));
  }

  /** Most steps fill the whole array, which is then not copied. */
  private static int[] first(int[] values, int length) {
    return length == values.length ? values : Arrays.copyOf(values, length);
  }

  /** Records of superseded generations seen so far. */
  public long voidRecords() {
    return voidRecords;
  }

  public Generation generation() {
    return generation;
  }
}
