package io.tributary.engine.ledger;

/**
 * The committed aggregate of one step.
 *
 * @param step committed steps before it; equal to the plan's total steps in the last record, which
 *     only evaluates
 * @param sums of as many values as the step carries; length 0 in a record that only evaluates;
 *     owned by the reader
 * @param exponents grid of {@code sums} by chunk
 * @param nextExponents grid of the next step by chunk
 */
public record Update(
    long step, int[] sums, int[] exponents, int[] nextExponents, UpdateSummary summary) {

  /** Whether the record changes parameters; false only for the evaluation after the last step. */
  public boolean changesParameters() {
    return sums.length > 0;
  }
}
