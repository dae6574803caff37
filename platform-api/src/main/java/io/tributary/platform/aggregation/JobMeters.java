package io.tributary.platform.aggregation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.client.job.JobView;
import org.springframework.stereotype.Component;

/** What all jobs' coordinators counted since the control plane started. Thread-safe. */
@Component
class JobMeters {
  /** What a run that just began has counted. */
  static final JobView.Counters NOTHING = new JobView.Counters(0, 0, 0, 0, 0, 0);

  private static final String DROPPED = "tributary.contributions.dropped";

  private final Counter duplicate;
  private final Counter stale;
  private final Counter invalid;
  private final Counter voidRecords;
  private final Counter contributionBytes;
  private final Counter updateBytes;

  JobMeters(MeterRegistry registry) {
    this.duplicate = registry.counter(DROPPED, "reason", "duplicate");
    this.stale = registry.counter(DROPPED, "reason", "stale");
    this.invalid = registry.counter(DROPPED, "reason", "invalid");
    this.voidRecords = registry.counter("tributary.ledger.void.records");
    this.contributionBytes = registry.counter("tributary.contributions.bytes");
    this.updateBytes = registry.counter("tributary.updates.bytes");
  }

  /**
   * Adds what a run counted since its last call.
   *
   * @param before the run's counters then; {@link #NOTHING} at its beginning
   * @return {@code now}, to be {@code before} the next time
   */
  JobView.Counters count(JobView.Counters before, JobView.Counters now) {
    add(duplicate, before.duplicateContributions(), now.duplicateContributions());
    add(stale, before.staleContributions(), now.staleContributions());
    add(invalid, before.invalidContributions(), now.invalidContributions());
    add(voidRecords, before.voidLedgerRecords(), now.voidLedgerRecords());
    add(contributionBytes, before.contributionBytes(), now.contributionBytes());
    add(updateBytes, before.updateBytes(), now.updateBytes());
    return now;
  }

  private static void add(Counter counter, long before, long now) {
    if (now > before) {
      counter.increment(now - before);
    }
  }
}
