package io.tributary.engine.contribution;

import io.tributary.engine.codec.KeptBack;
import io.tributary.engine.id.AgentId;
import io.tributary.engine.id.Generation;
import io.tributary.engine.id.JobId;
import io.tributary.engine.metric.MetricSums;
import io.tributary.engine.wire.CorruptRecordException;
import io.tributary.engine.wire.RecordKind;
import io.tributary.engine.wire.WireReader;
import io.tributary.engine.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contributions as records of a job's contributions topic. Stateless. */
public final class ContributionCodec {
  private static final int PRESENT = 1;
  private static final int EVALUATION = 2;
  private static final int KEPT = 4;
  private static final int SPREAD = 8;

  private ContributionCodec() {}

  public static byte[] encode(Contribution contribution) {
    return switch (contribution) {
      case Contribution.Sum sum -> {
        WireWriter out = new WireWriter(RecordKind.CONTRIBUTION_SUM);
        putHeader(out, sum.header());
        out.putLong(sum.base()).putInt(sum.chunk()).putInt(sum.neededExponent());
        putReport(out, sum.report());
        yield out.toBytes(sum.values());
      }
      case Contribution.Refusal refusal -> {
        WireWriter out = new WireWriter(RecordKind.CONTRIBUTION_REFUSAL);
        putHeader(out, refusal.header());
        yield out.putByte(refusal.finite() ? 1 : 0).putInts(refusal.neededExponents()).toBytes();
      }
      case Contribution.Memory memory -> {
        WireWriter out = new WireWriter(RecordKind.CONTRIBUTION_MEMORY);
        putHeader(out, memory.header());
        out.putInt(memory.piece()).putInt(memory.pieces());
        yield out.putBytes(memory.bytes()).toBytes();
      }
      case Contribution.Evaluation evaluation -> {
        WireWriter out = new WireWriter(RecordKind.CONTRIBUTION_EVALUATION);
        putHeader(out, evaluation.header());
        out.putMetricSums(evaluation.sums());
        yield out.putBytes(evaluation.parametersDigest()).toBytes();
      }
    };
  }

  /** Throws {@code CorruptRecordException}. The values of a sum are a view of {@code bytes}. */
  public static Contribution decode(ByteBuffer bytes) {
    WireReader in = new WireReader(bytes);
    Contribution contribution =
        switch (in.kind()) {
          case CONTRIBUTION_SUM -> {
            Contribution.Header header = getHeader(in);
            long base = in.getLong();
            int chunk = in.getInt();
            int neededExponent = in.getInt();
            StepReport report = getReport(in);
            yield new Contribution.Sum(
                header, base, chunk, neededExponent, in.getPackedInts(), report);
          }
          case CONTRIBUTION_REFUSAL -> {
            Contribution.Header header = getHeader(in);
            boolean finite = in.getByte() == 1;
            yield new Contribution.Refusal(header, in.getInts(), finite);
          }
          case CONTRIBUTION_MEMORY ->
              new Contribution.Memory(getHeader(in), in.getInt(), in.getInt(), in.getBytes());
          case CONTRIBUTION_EVALUATION ->
              new Contribution.Evaluation(getHeader(in), in.getMetricSums(), in.getBytes());
          case LEDGER_MARKER,
              LEDGER_REISSUE,
              LEDGER_SNAPSHOT,
              LEDGER_UPDATE_CHUNK,
              EXCHANGE_MODEL ->
              throw new CorruptRecordException("a " + in.kind() + " is not a contribution");
        };
    in.end();
    return contribution;
  }

  private static void putHeader(WireWriter out, Contribution.Header header) {
    out.putLong(header.job().value().getMostSignificantBits())
        .putLong(header.job().value().getLeastSignificantBits())
        .putLong(header.generation().value())
        .putLong(header.step())
        .putInt(header.attempt())
        .putText(header.agent().value())
        .putLongs(header.partitions().words());
  }

  private static Contribution.Header getHeader(WireReader in) {
    return new Contribution.Header(
        new JobId(new UUID(in.getLong(), in.getLong())),
        new Generation(in.getLong()),
        in.getLong(),
        in.getInt(),
        new AgentId(in.getText()),
        PartitionSet.ofWords(in.getLongs()));
  }

  private static void putReport(WireWriter out, @Nullable StepReport report) {
    if (report == null) {
      out.putByte(0);
      return;
    }
    MetricSums evaluation = report.evaluation();
    byte[] digest = report.parametersDigest();
    KeptBack kept = report.kept();
    GradientSpread spread = report.spread();
    out.putByte(
        PRESENT
            | (evaluation == null ? 0 : EVALUATION)
            | (kept == null ? 0 : KEPT)
            | (spread == null ? 0 : SPREAD));
    putTimes(out, report.times());
    out.putMetricSums(report.train());
    if (evaluation != null) {
      out.putMetricSums(evaluation);
    }
    out.putBytes(digest == null ? new byte[0] : digest);
    if (kept != null) {
      out.putDouble(kept.gradientSquares()).putDouble(kept.keptSquares());
    }
    if (spread != null) {
      out.putDouble(spread.squares()).putInt(spread.partitions());
    }
  }

  private static void putTimes(WireWriter out, StepTimes times) {
    out.putLong(times.computeMicros()).putLong(times.evaluateMicros());
    out.putLong(times.encodeMicros()).putLong(times.sendMicros());
    out.putLong(times.waitMicros()).putLong(times.foldMicros());
  }

  private static @Nullable StepReport getReport(WireReader in) {
    int form = in.getByte();
    if (form == 0) {
      return null;
    }
    StepTimes times =
        new StepTimes(
            in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    MetricSums train = in.getMetricSums();
    MetricSums evaluation = (form & EVALUATION) != 0 ? in.getMetricSums() : null;
    byte[] digest = in.getBytes();
    KeptBack kept = (form & KEPT) == 0 ? null : new KeptBack(in.getDouble(), in.getDouble());
    GradientSpread spread =
        (form & SPREAD) == 0 ? null : new GradientSpread(in.getDouble(), in.getInt());
    return new StepReport(
        train, evaluation, digest.length == 0 ? null : digest, times, spread, kept);
  }
}
