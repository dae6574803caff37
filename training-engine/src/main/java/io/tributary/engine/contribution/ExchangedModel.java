package io.tributary.engine.contribution;

import io.tributary.engine.wire.RecordKind;
import io.tributary.engine.wire.WireReader;
import io.tributary.engine.wire.WireWriter;
import java.nio.ByteBuffer;

/**
 * A piece of one partition's model, for its neighbours. Deterministic: the same partition and clock
 * always have the same model, whoever computes it, so a duplicate can be dropped.
 *
 * @param clock batches of the partition that are in the model
 * @param from first parameter of the piece
 * @param parameters of the whole model
 * @param bits of the piece's parameters, as float32
 */
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record ExchangedModel(int partition, long clock, int from, int parameters, int[] bits) {

  public byte[] encode() {
    return new WireWriter(RecordKind.EXCHANGE_MODEL)
        .putInt(partition)
        .putLong(clock)
        .putInt(from)
        .putInt(parameters)
        .putInts(bits)
        .toBytes();
  }

  /** Throws {@code CorruptRecordException}. */
  public static ExchangedModel decode(ByteBuffer bytes) {
    WireReader in = new WireReader(bytes);
    in.expect(RecordKind.EXCHANGE_MODEL);
    ExchangedModel model =
        new ExchangedModel(in.getInt(), in.getLong(), in.getInt(), in.getInt(), in.getInts());
    in.end();
    return model;
  }
}
