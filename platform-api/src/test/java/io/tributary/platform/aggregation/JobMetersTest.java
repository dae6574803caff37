package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.client.job.JobView;
import org.junit.jupiter.api.Test;

class JobMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final JobMeters meters = new JobMeters(registry);

  @Test
  void twoRunsAddUpAndNothingIsCountedTwice() {
    JobView.Counters first = meters.count(JobMeters.NOTHING, new JobView.Counters(1, 2, 3, 4));
    JobView.Counters later = meters.count(first, new JobView.Counters(1, 5, 3, 6));
    meters.count(later, later);
    meters.count(JobMeters.NOTHING, new JobView.Counters(10, 0, 0, 0));

    assertThat(dropped("duplicate")).isEqualTo(11);
    assertThat(dropped("stale")).isEqualTo(5);
    assertThat(dropped("invalid")).isEqualTo(3);
    assertThat(registry.get("tributary.ledger.void.records").counter().count()).isEqualTo(6);
  }

  private double dropped(String reason) {
    return registry.get("tributary.contributions.dropped").tag("reason", reason).counter().count();
  }
}
