package io.tributary.engine.ledger;

import io.tributary.engine.id.Generation;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.plan.CompressionLevel;
import io.tributary.engine.wire.CorruptRecordException;
import io.tributary.engine.wire.RecordKind;
import io.tributary.engine.wire.WireReader;
import io.tributary.engine.wire.WireWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Ledger records as records of a job's updates topic. Stateless. */
public final class LedgerCodec {
  private static final int PRESENT = 1;
  private static final int EVALUATION = 2;
  private static final int ORIGIN = 4;
  private static final int CHOICE = 8;

  private LedgerCodec() {}

  public static byte[] encode(LedgerRecord record) {
    return switch (record) {
      case LedgerRecord.Marker marker ->
          new WireWriter(RecordKind.LEDGER_MARKER).putLong(marker.generation().value()).toBytes();
      case LedgerRecord.Reissue reissue ->
          new WireWriter(RecordKind.LEDGER_REISSUE)
              .putLong(reissue.generation().value())
              .putLong(reissue.step())
              .putInt(reissue.attempt())
              .putInts(reissue.exponents())
              .toBytes();
      case LedgerRecord.Snapshot snapshot ->
          new WireWriter(RecordKind.LEDGER_SNAPSHOT)
              .putLong(snapshot.generation().value())
              .putLong(snapshot.step())
              .toBytes();
      case LedgerRecord.UpdateChunk chunk -> {
        WireWriter out = new WireWriter(RecordKind.LEDGER_UPDATE_CHUNK);
        out.putLong(chunk.generation().value())
            .putLong(chunk.step())
            .putInt(chunk.chunk())
            .putInt(chunk.chunks())
            .putInt(chunk.exponent())
            .putInt(chunk.nextExponent());
        putSummary(out, chunk.summary());
        yield out.toBytes(chunk.values());
      }
    };
  }

  /** Throws {@code CorruptRecordException}. The values of an update are a view of {@code bytes}. */
  public static LedgerRecord decode(ByteBuffer bytes) {
    WireReader in = new WireReader(bytes);
    LedgerRecord record =
        switch (in.kind()) {
          case LEDGER_MARKER -> new LedgerRecord.Marker(new Generation(in.getLong()));
          case LEDGER_REISSUE ->
              new LedgerRecord.Reissue(
                  new Generation(in.getLong()), in.getLong(), in.getInt(), in.getInts());
          case LEDGER_SNAPSHOT ->
              new LedgerRecord.Snapshot(new Generation(in.getLong()), in.getLong());
          case LEDGER_UPDATE_CHUNK -> {
            Generation generation = new Generation(in.getLong());
            long step = in.getLong();
            int chunk = in.getInt();
            int chunks = in.getInt();
            int exponent = in.getInt();
            int nextExponent = in.getInt();
            UpdateSummary summary = getSummary(in);
            yield new LedgerRecord.UpdateChunk(
                generation,
                step,
                chunk,
                chunks,
                exponent,
                nextExponent,
                in.getPackedInts(),
                summary);
          }
          case CONTRIBUTION_SUM,
              CONTRIBUTION_REFUSAL,
              CONTRIBUTION_MEMORY,
              CONTRIBUTION_EVALUATION,
              EXCHANGE_MODEL ->
              throw new CorruptRecordException("a " + in.kind() + " is not a ledger record");
        };
    in.end();
    return record;
  }

  private static void putSummary(WireWriter out, @Nullable UpdateSummary summary) {
    if (summary == null) {
      out.putByte(0);
      return;
    }
    MetricSums evaluation = summary.evaluation();
    Origin origin = summary.origin();
    LevelChoice choice = summary.choice();
    out.putByte(
        PRESENT
            | (evaluation == null ? 0 : EVALUATION)
            | (origin == null ? 0 : ORIGIN)
            | (choice == null ? 0 : CHOICE));
    out.putMetricSums(summary.train());
    if (evaluation != null) {
      out.putMetricSums(evaluation);
    }
    if (origin != null) {
      out.putInt(origin.partition()).putLong(origin.base());
    }
    if (choice != null) {
      putChoice(out, choice);
    }
  }

  private static @Nullable UpdateSummary getSummary(WireReader in) {
    int form = in.getByte();
    if (form == 0) {
      return null;
    }
    MetricSums train = in.getMetricSums();
    MetricSums evaluation = (form & EVALUATION) == 0 ? null : in.getMetricSums();
    Origin origin = (form & ORIGIN) == 0 ? null : new Origin(in.getInt(), in.getLong());
    LevelChoice choice = (form & CHOICE) == 0 ? null : getChoice(in);
    return new UpdateSummary(train, evaluation, origin, choice);
  }

  private static void putChoice(WireWriter out, LevelChoice choice) {
    LevelChoice.Measures measures = choice.measures();
    out.putByte(choice.level().number())
        .putByte(choice.before().number())
        .putByte(choice.reason().number())
        .putDouble(measures.stepMillis())
        .putDouble(measures.computeMillis())
        .putDouble(measures.roundTripMillis())
        .putDouble(measures.bytes())
        .putDouble(measures.bytesPerSecond())
        .putDouble(measures.promisedMillis())
        .putDouble(measures.kept());
  }

  private static LevelChoice getChoice(WireReader in) {
    CompressionLevel level = level(in.getByte());
    CompressionLevel before = level(in.getByte());
    int reason = in.getByte();
    return new LevelChoice(
        level,
        before,
        LevelChoice.Reason.ofNumber(reason)
            .orElseThrow(() -> new CorruptRecordException("a choice for reason " + reason)),
        new LevelChoice.Measures(
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble()));
  }

  private static CompressionLevel level(int number) {
    return CompressionLevel.ofNumber(number)
        .orElseThrow(() -> new CorruptRecordException("a level of compression " + number));
  }
}
