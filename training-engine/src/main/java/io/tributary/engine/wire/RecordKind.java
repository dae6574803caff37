package io.tributary.engine.wire;

/** Kinds of binary records; the number is the first byte on the wire and never re-used. */
public enum RecordKind {
  CONTRIBUTION_SUM(1),
  CONTRIBUTION_REFUSAL(2),
  LEDGER_MARKER(3),
  LEDGER_REISSUE(4),
  LEDGER_UPDATE_CHUNK(5),
  CONTRIBUTION_MEMORY(6),
  LEDGER_SNAPSHOT(7),
  CONTRIBUTION_EVALUATION(8),
  EXCHANGE_MODEL(9);

  private final int number;

  RecordKind(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static RecordKind ofNumber(int number) {
    for (RecordKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new CorruptRecordException("record of unknown kind " + number);
  }
}
