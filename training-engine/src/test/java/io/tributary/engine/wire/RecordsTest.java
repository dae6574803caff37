package io.tributary.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.engine.codec.KeptBack;
import io.tributary.engine.contribution.Contribution;
import io.tributary.engine.contribution.ContributionCodec;
import io.tributary.engine.contribution.GradientSpread;
import io.tributary.engine.contribution.PartitionSet;
import io.tributary.engine.contribution.StepReport;
import io.tributary.engine.contribution.StepTimes;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.ledger.LedgerCodec;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.ledger.LevelChoice;
import io.tributary.engine.ledger.Origin;
import io.tributary.engine.ledger.UpdateSummary;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.metric.ScoreSums;
import io.tributary.engine.plan.CompressionLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Round trips of every kind of record, and what happens to records that were changed or cut on the
 * way.
 */
class RecordsTest {
  private static final MetricSums TRAIN = new MetricSums(32, new long[] {5, -7}, true);
  private static final StepTimes TIMES = new StepTimes(77, 1, 2, 3, 4, 5);
  private static final MetricSums HELD = new MetricSums(3, new long[] {1, 2}, false);
  private static final Contribution.Header HEADER =
      new Contribution.Header(
          new JobId(new UUID(1, -2)),
          new Generation(9),
          118,
          1,
          new AgentId("agent-1-x"),
          PartitionSet.of(List.of(0, 3, 70)));

  @Test
  void aSumSurvives() {
    PackedInts values = PackedInts.of(new int[] {9, 1, -2, 3, 9}, 1, 3);
    Contribution.Sum sum =
        new Contribution.Sum(
            HEADER,
            117,
            2,
            -31,
            values,
            new StepReport(
                TRAIN, HELD, new byte[] {1, 2}, TIMES, new GradientSpread(1.5, 3), null));
    Contribution.Sum read =
        (Contribution.Sum) ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(sum)));
    assertThat(read.header()).isEqualTo(HEADER);
    assertThat(read.base()).isEqualTo(117);
    assertThat(read.chunk()).isEqualTo(2);
    assertThat(read.neededExponent()).isEqualTo(-31);
    assertThat(read.values().toArray()).containsExactly(1, -2, 3);
    assertThat(read.report()).usingRecursiveComparison().isEqualTo(sum.report());
  }

  @Test
  void aRefusalSurvives() {
    Contribution.Refusal refusal = new Contribution.Refusal(HEADER, new int[] {-3, 4}, false);
    assertThat(ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(refusal))))
        .usingRecursiveComparison()
        .isEqualTo(refusal);
  }

  @Test
  void anEvaluationSurvives() {
    Contribution.Evaluation evaluation =
        new Contribution.Evaluation(HEADER, HELD, new byte[] {5, -5});
    assertThat(ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(evaluation))))
        .usingRecursiveComparison()
        .isEqualTo(evaluation);
  }

  @Test
  void whoseBatchAStepIsSurvives() {
    LedgerRecord.UpdateChunk chunk =
        new LedgerRecord.UpdateChunk(
            new Generation(3),
            5,
            0,
            1,
            -7,
            -7,
            PackedInts.of(new int[] {1}, 0, 1),
            new UpdateSummary(TRAIN, null, new Origin(70, 1L << 33)));
    LedgerRecord.UpdateChunk read =
        (LedgerRecord.UpdateChunk) LedgerCodec.decode(ByteBuffer.wrap(LedgerCodec.encode(chunk)));
    assertThat(read.summary()).usingRecursiveComparison().isEqualTo(chunk.summary());
  }

  private static LedgerRecord.UpdateChunk withAChoice() {
    LevelChoice choice =
        new LevelChoice(
            CompressionLevel.TOP_HUNDREDTH,
            CompressionLevel.INT8,
            LevelChoice.Reason.FEWER_BYTES,
            new LevelChoice.Measures(
                12.5, 3, 0.25, 1e6, Double.POSITIVE_INFINITY, Double.NaN, 1.75));
    return new LedgerRecord.UpdateChunk(
        new Generation(3),
        5,
        0,
        1,
        -7,
        -7,
        PackedInts.of(new int[] {1}, 0, 1),
        new UpdateSummary(TRAIN, HELD, null, choice));
  }

  @Test
  void aChoiceOfALevelSurvives() {
    LedgerRecord.UpdateChunk chunk = withAChoice();
    LedgerRecord.UpdateChunk read =
        (LedgerRecord.UpdateChunk) LedgerCodec.decode(ByteBuffer.wrap(LedgerCodec.encode(chunk)));
    assertThat(Objects.requireNonNull(read.summary()).choice())
        .isEqualTo(Objects.requireNonNull(chunk.summary()).choice());
    assertThat(read.values().toArray()).containsExactly(1);
  }

  /** Whatever is changed, also where the checksum is right again, is never another level. */
  @Test
  void aLevelThatThereIsNotIsRefused() {
    byte[] bytes = LedgerCodec.encode(withAChoice());
    byte[] level = {4, 3, 2};
    int at = 0;
    while (!Arrays.equals(Arrays.copyOfRange(bytes, at, at + 3), level)) {
      at++;
    }
    for (int field = 0; field < 3; field++) {
      byte[] changed = bytes.clone();
      changed[at + field] = 77;
      CRC32C crc = new CRC32C();
      crc.update(changed, 0, changed.length - Integer.BYTES);
      ByteBuffer.wrap(changed)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(changed.length - Integer.BYTES, (int) crc.getValue());
      assertThatThrownBy(() -> LedgerCodec.decode(ByteBuffer.wrap(changed)))
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("77");
    }
  }

  @Test
  void whatIsKeptBackSurvives() {
    Contribution.Sum sum =
        new Contribution.Sum(
            HEADER,
            117,
            0,
            -31,
            PackedInts.of(new int[] {3}, 0, 1),
            new StepReport(TRAIN, HELD, new byte[] {1}, TIMES, null, new KeptBack(0.5, 1e-9)));
    Contribution.Sum read =
        (Contribution.Sum) ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(sum)));
    assertThat(read.report()).usingRecursiveComparison().isEqualTo(sum.report());
  }

  @Test
  void aMemorySurvives() {
    Contribution.Memory memory = new Contribution.Memory(HEADER, 1, 3, new byte[] {1, -1, 0});
    assertThat(ContributionCodec.decode(ByteBuffer.wrap(ContributionCodec.encode(memory))))
        .usingRecursiveComparison()
        .isEqualTo(memory);
  }

  @Property
  void sumsOfAnySizeSurvive(@ForAll long first, @ForAll long second) {
    MetricSums sums =
        new MetricSums(
            5, new long[] {first, second, 0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE}, true);
    byte[] bytes = new WireWriter(RecordKind.LEDGER_MARKER).putMetricSums(sums).toBytes();
    assertThat(new WireReader(ByteBuffer.wrap(bytes)).getMetricSums())
        .usingRecursiveComparison()
        .isEqualTo(sums);
  }

  @Property
  void scoresSurvive(
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 70_000) Integer> gaps,
      @ForAll @LongRange(min = 1) long count) {
    int[] keys = new int[gaps.size()];
    long[] counts = new long[gaps.size()];
    int key = -1;
    for (int i = 0; i < keys.length; i++) {
      key += gaps.get(i);
      keys[i] = key;
      counts[i] = count;
    }
    ScoreSums scores = new ScoreSums(new long[] {count, -1}, keys, counts);
    MetricSums sums = new MetricSums(5, -3, new long[] {1}, false, scores);
    byte[] bytes = new WireWriter(RecordKind.LEDGER_MARKER).putMetricSums(sums).toBytes();
    assertThat(new WireReader(ByteBuffer.wrap(bytes)).getMetricSums())
        .usingRecursiveComparison()
        .isEqualTo(sums);
  }

  @Test
  void scoresOutOfOrderAreRefused() {
    ScoreSums scores = new ScoreSums(new long[0], new int[] {3, 3}, new long[] {1, 1});
    byte[] bytes =
        new WireWriter(RecordKind.LEDGER_MARKER)
            .putMetricSums(new MetricSums(2, 0, new long[0], true, scores))
            .toBytes();
    WireReader reader = new WireReader(ByteBuffer.wrap(bytes));
    assertThatThrownBy(reader::getMetricSums)
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("out of order");
  }

  @Test
  void ledgerRecordsSurvive() {
    Generation generation = new Generation(4);
    LedgerRecord.UpdateChunk chunk =
        new LedgerRecord.UpdateChunk(
            generation,
            7,
            0,
            2,
            -20,
            -18,
            PackedInts.of(new int[] {1, 2}, 0, 2),
            new UpdateSummary(TRAIN, null));
    for (LedgerRecord record :
        List.of(
            new LedgerRecord.Marker(generation),
            new LedgerRecord.Reissue(generation, 3, 1, new int[] {-9}),
            new LedgerRecord.Snapshot(generation, 3),
            chunk)) {
      assertThat(LedgerCodec.decode(ByteBuffer.wrap(LedgerCodec.encode(record))))
          .usingRecursiveComparison()
          .isEqualTo(record);
    }
  }

  @Property
  void aRecordWithAChangedByteIsRefused(
      @ForAll @IntRange(min = 0, max = 10_000) int position,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] bytes = ContributionCodec.encode(new Contribution.Refusal(HEADER, new int[40], true));
    bytes[position % bytes.length] ^= (byte) change;
    assertThatThrownBy(() -> ContributionCodec.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(CorruptRecordException.class);
  }

  @Property
  void aRecordThatWasCutIsRefused(@ForAll @IntRange(min = 0, max = 10_000) int length) {
    byte[] bytes = LedgerCodec.encode(new LedgerRecord.Reissue(Generation.NONE, 1, 1, new int[9]));
    byte[] cut = java.util.Arrays.copyOf(bytes, length % bytes.length);
    assertThatThrownBy(() -> LedgerCodec.decode(ByteBuffer.wrap(cut)))
        .isInstanceOf(CorruptRecordException.class);
  }

  @Test
  void aRecordOfTheOtherTopicIsRefused() {
    byte[] marker = LedgerCodec.encode(new LedgerRecord.Marker(Generation.NONE));
    assertThatThrownBy(() -> ContributionCodec.decode(ByteBuffer.wrap(marker)))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining("LEDGER_MARKER");
  }
}
