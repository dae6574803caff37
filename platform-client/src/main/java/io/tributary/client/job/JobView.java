package io.tributary.client.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is now.
 *
 * @param state QUEUED, STARTING, RUNNING, STALLED, PAUSED, SUCCEEDED, FAILED or CANCELLED
 * @param reason stable code of why the job is in this state (for example {@code NO_AGENTS}, {@code
 *     LOSS_NOT_FINITE}); null when nothing needs explaining
 * @param reasonDetail the sentence behind the code, with the values in it, and advice
 * @param step committed steps
 * @param metrics last values on the holdout by name; {@code train} holds those on training rows
 * @param parametersDigest SHA-256 of the parameters at the last checkpoint or evaluation,
 *     hexadecimal
 * @param counters what was counted since the present coordinator took over; null while the job does
 *     not run
 * @param crossValidation whose fold this job is; null for a job of its own
 */
public record JobView(
    String id,
    String name,
    String state,
    @Nullable String reason,
    @Nullable ReasonDetail reasonDetail,
    long step,
    int epoch,
    Map<String, Object> metrics,
    @Nullable String parametersDigest,
    List<Worker> workers,
    List<Partition> partitions,
    Progress progress,
    String dataset,
    String task,
    @Nullable String description,
    long generation,
    @Nullable Counters counters,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    String createdBy,
    @Nullable String crossValidation) {

  /** Why, in words. {@code values} are the facts in the sentence, by name. */
  public record ReasonDetail(String sentence, String advice, Map<String, Object> values) {}

  /**
   * An agent's part in the job.
   *
   * @param phase what it is doing: {@code joining}, {@code computing}, {@code waiting}, {@code
   *     lost}
   * @param step the step it works on
   * @param secondsSinceHeartbeat age of its last heartbeat
   */
  public record Worker(
      String agentId,
      String name,
      String phase,
      long step,
      List<Integer> partitions,
      double samplesPerSecond,
      double computeMillisPerStep,
      double secondsSinceHeartbeat) {}

  /** A partition, its size, and who owns it; {@code agentId} is null while nobody does. */
  public record Partition(int index, long rows, long holdoutRows, @Nullable String agentId) {}

  /**
   * What the present coordinator counted. Retries and moved partitions cause some records that
   * change nothing; they are harmless, but many of them mean that work is done twice.
   *
   * @param duplicateContributions whose partitions were counted already in their step
   * @param staleContributions of another generation, step or attempt
   * @param invalidContributions that do not fit the job
   * @param voidLedgerRecords of coordinators that had been superseded
   * @param contributionBytes read from agents
   * @param updateBytes written to the ledger; every agent reads as many
   */
  public record Counters(
      long duplicateContributions,
      long staleContributions,
      long invalidContributions,
      long voidLedgerRecords,
      long contributionBytes,
      long updateBytes) {}

  /**
   * @param fraction 0 to 1
   * @param etaSeconds estimated seconds to the end at the present rate; null while unknown
   * @param rowLedger which training rows were used; null before the first report
   */
  public record Progress(
      long step,
      long totalSteps,
      int epoch,
      int totalEpochs,
      double fraction,
      double stepsPerSecond,
      double samplesPerSecond,
      @Nullable Double etaSeconds,
      @Nullable RowLedger rowLedger) {}

  /**
   * What contributions say of the rows they used, held against the rows that whole epochs need.
   *
   * @param epochs that ended and were compared
   * @param rows used in them, each as often as it was
   * @param seenTwice uses of a row that its epoch had used already; 0 unless something is wrong,
   *     and a lower bound then
   * @param never rows that an epoch left out; likewise
   */
  public record RowLedger(long epochs, long rows, long seenTwice, long never) {
    /** Whether each row was used as often as it should be, as far as epochs have ended. */
    public boolean exact() {
      return seenTwice == 0 && never == 0;
    }
  }
}
