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
    JobView.Counters first =
        meters.count(JobMeters.NOTHING, new JobView.Counters(1, 2, 3, 4, 3_000_000, 1_500_000));
    JobView.Counters later =
        meters.count(first, new JobView.Counters(1, 5, 3, 6, 3_000_400, 1_500_200));
    meters.count(later, later);
    meters.count(JobMeters.NOTHING, new JobView.Counters(10, 0, 0, 0, 1, 2));

    assertThat(dropped("duplicate")).isEqualTo(11);
    assertThat(dropped("stale")).isEqualTo(5);
    assertThat(dropped("invalid")).isEqualTo(3);
    assertThat(registry.get("tributary.ledger.void.records").counter().count()).isEqualTo(6);
    assertThat(registry.get("tributary.contributions.bytes").counter().count())
        .isEqualTo(3_000_401);
    assertThat(registry.get("tributary.updates.bytes").counter().count()).isEqualTo(1_500_202);
  }

  private double dropped(String reason) {
    return registry.get("tributary.contributions.dropped").tag("reason", reason).counter().count();
  }
}
