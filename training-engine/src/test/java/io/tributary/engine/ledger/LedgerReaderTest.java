package io.tributary.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.grid.ChunkLayout;
import io.tributary.engine.id.Generation;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.wire.PackedInts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerReaderTest {
  private static final ChunkLayout LAYOUT = new ChunkLayout(ChunkLayout.CHUNK_VALUES + 2);
  private final LedgerReader reader = new LedgerReader(LAYOUT, 5);
  private final List<LedgerEvent> events = new ArrayList<>();

  @Test
  void aStepIsCommittedWithItsLastChunk() {
    read(marker(1), chunk(1, 5, 0));
    assertThat(events).hasSize(1);
    read(chunk(1, 5, 1));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            LedgerEvent.Committed.class,
            committed -> {
              assertThat(committed.update().step()).isEqualTo(5);
              assertThat(committed.update().sums()).hasSize(LAYOUT.length()).containsOnly(1);
            });
  }

  /** Else whoever began to read at this step had another grid for the chunks that are not in it. */
  @Test
  void aStepOfFewerValuesSaysNothingOfOtherChunks() {
    UpdateSummary summary = new UpdateSummary(new MetricSums(1, new long[] {0}, true), null);
    PackedInts values = PackedInts.of(new int[] {7, 8, 9}, 0, 3);
    read(
        marker(1),
        new LedgerRecord.UpdateChunk(new Generation(1), 5, 0, 1, -10, -9, values, summary));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            LedgerEvent.Committed.class,
            committed -> {
              assertThat(committed.update().sums()).containsExactly(7, 8, 9);
              assertThat(committed.update().exponents()).containsExactly(-10);
              assertThat(committed.update().nextExponents()).containsExactly(-9);
            });
  }

  @Test
  void recordsOfAnOlderGenerationAreVoidAfterTheMarker() {
    read(marker(1), chunk(1, 5, 0), marker(2), chunk(1, 5, 1), chunk(1, 5, 0), chunk(1, 5, 1));
    assertThat(events).hasSize(2);
    assertThat(reader.voidRecords()).isEqualTo(3);
    read(chunk(2, 5, 0), chunk(2, 5, 1));
    assertThat(events).hasSize(3);
  }

  @Test
  void recordsOfAnOlderGenerationBeforeTheMarkerAreCommitted() {
    read(marker(1), chunk(1, 5, 0), chunk(1, 5, 1), marker(2));
    assertThat(events.get(1)).isInstanceOf(LedgerEvent.Committed.class);
  }

  @Test
  void stepsThatTheStateIncludesAreSkipped() {
    read(marker(1), chunk(1, 3, 0), chunk(1, 3, 1), chunk(1, 4, 0), chunk(1, 4, 1));
    assertThat(events).hasSize(1);
    read(chunk(1, 5, 0), chunk(1, 5, 1));
    assertThat(events).hasSize(2);
  }

  @Test
  void aGapIsAnError() {
    read(marker(1));
    assertThatThrownBy(() -> reader.read(chunk(1, 6, 0)))
        .hasMessage("ledger has step 6 chunk 0 where step 5 chunk 0 should follow");
  }

  private void read(LedgerRecord... records) {
    for (LedgerRecord record : records) {
      reader.read(record).ifPresent(events::add);
    }
  }

  private static LedgerRecord marker(long generation) {
    return new LedgerRecord.Marker(new Generation(generation));
  }

  private static LedgerRecord chunk(long generation, long step, int chunk) {
    int[] ones = new int[LAYOUT.length(chunk)];
    java.util.Arrays.fill(ones, 1);
    UpdateSummary summary = new UpdateSummary(new MetricSums(1, new long[] {0}, true), null);
    return new LedgerRecord.UpdateChunk(
        new Generation(generation),
        step,
        chunk,
        LAYOUT.chunks(),
        -10,
        -10,
        PackedInts.of(ones, 0, ones.length),
        chunk == 0 ? summary : null);
  }
}
