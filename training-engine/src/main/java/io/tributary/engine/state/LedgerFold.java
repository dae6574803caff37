package io.tributary.engine.state;

import io.tributary.engine.id.Generation;
import io.tributary.engine.ledger.LedgerEvent;
import io.tributary.engine.ledger.LedgerReader;
import io.tributary.engine.ledger.LedgerRecord;
import io.tributary.engine.optimizer.Optimizer;
import java.util.Optional;

/**
 * A replica: a training state that follows the ledger record by record. Agents, the coordinator and
 * whoever replays a job use this one class, so they cannot disagree about what a ledger means. Not
 * thread-safe.
 */
public final class LedgerFold {
  private final TrainingState state;
  private final Optimizer optimizer;
  private final LedgerReader reader;
  private int attempt;
  private int[] exponents;

  /**
   * @param state a checkpoint; folded in place from now on
   */
  public LedgerFold(TrainingState state, Optimizer optimizer) {
    this.state = state;
    this.optimizer = optimizer;
    this.reader =
        new LedgerReader(state.layout(), state.evaluatedAtEnd() ? Long.MAX_VALUE : state.step());
    this.exponents = state.exponents();
  }

  /**
   * Takes the next record of the ledger in; what it completes is already folded when this returns.
   */
  public Optional<LedgerEvent> apply(LedgerRecord record) {
    Optional<LedgerEvent> event = reader.read(record);
    event.ifPresent(this::apply);
    return event;
  }

  private void apply(LedgerEvent event) {
    switch (event) {
      case LedgerEvent.Committed committed -> {
        state.fold(committed.update(), optimizer);
        attempt = 0;
        exponents = state.exponents();
      }
      case LedgerEvent.Reissued reissued -> {
        attempt = reissued.attempt();
        exponents = reissued.exponents();
      }
      case LedgerEvent.GenerationChanged changed -> {}
    }
  }

  /** Not copied. */
  public TrainingState state() {
    return state;
  }

  /** How often the step that follows was re-issued. */
  public int attempt() {
    return attempt;
  }

  /** Grid of the step that follows, by chunk; not copied. */
  public int[] exponents() {
    return exponents;
  }

  /** Newest generation that the ledger showed. */
  public Generation generation() {
    return reader.generation();
  }

  /** Records of superseded generations seen so far. */
  public long voidRecords() {
    return reader.voidRecords();
  }
}
