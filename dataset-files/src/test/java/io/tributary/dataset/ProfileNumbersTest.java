package io.tributary.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.client.dataset.DatasetProfile.Bin;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ProfileNumbersTest {
  @Property
  void everyValueFallsIntoTheBinThatHoldsIt(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -1e9, max = 1e9) Double> values) {
    double minimum = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double maximum = values.stream().mapToDouble(v -> v).max().orElseThrow();
    Histogram histogram = new Histogram(minimum, maximum);
    values.forEach(histogram::add);

    List<Bin> bins = histogram.bins();
    assertThat(bins.getFirst().lower()).isEqualTo(minimum);
    assertThat(bins.getLast().upper()).isEqualTo(maximum);
    assertThat(bins.stream().mapToLong(Bin::count).sum()).isEqualTo(values.size());
    double width = (maximum - minimum) / bins.size();
    for (int i = 0; i < bins.size(); i++) {
      double upper = bins.get(i).upper() + width * 1e-6;
      long below = values.stream().filter(v -> v <= upper).count();
      long counted = bins.subList(0, i + 1).stream().mapToLong(Bin::count).sum();
      assertThat(counted).isLessThanOrEqualTo(below);
    }
  }

  @Property(tries = 20)
  void distinctValuesAreCountedExactlyOrNearlySo(@ForAll @IntRange(max = 100_000) int distinct) {
    DistinctCount count = new DistinctCount();
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < distinct; i++) {
        count.add(i * 0.5);
      }
    }
    if (count.isExact()) {
      assertThat(count.count()).isEqualTo(distinct);
    } else {
      assertThat((double) count.count()).isCloseTo(distinct, within(distinct * 0.15));
    }
  }

  @Property
  void profilesOfBytesAgreeWithTheTextbook(@ForAll @Size(min = 1, max = 100) byte[] bytes) {
    ByteCounts counts = new ByteCounts();
    counts.add(bytes);
    double[] values = new double[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xFF);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;

    var profile = counts.profile("pixels", "vector");

    assertThat(profile.mean()).isCloseTo(mean, within(1e-9));
    assertThat(profile.standardDeviation()).isCloseTo(Math.sqrt(variance), within(1e-9));
    assertThat(profile.distinct()).isEqualTo(Arrays.stream(values).distinct().count());
  }
}
