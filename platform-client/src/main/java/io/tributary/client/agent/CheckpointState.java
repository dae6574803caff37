package io.tributary.client.agent;

/**
 * A checkpoint as an agent needs it to go on.
 *
 * @param step committed steps it includes
 * @param ledgerOffset position in the ledger of the first update that it does not include
 * @param state parameters and optimiser state, encoded by the training engine; owned by the
 *     receiver, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // one large blob, handed over, never compared
public record CheckpointState(long step, long ledgerOffset, byte[] state) {}
