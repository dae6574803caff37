package io.tributary.platform.dataset;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/** Settings as they are by default, but for what a test needs. */
final class TestSettings {
  static final DataSize QUOTA = DataSize.ofGigabytes(100);

  private TestSettings() {}

  static DatasetSettings in(Path folder) {
    return in(folder, DataSize.ofGigabytes(50), QUOTA);
  }

  static DatasetSettings in(Path folder, DataSize maxUnpacked, DataSize quota) {
    return new DatasetSettings(
        folder,
        DataSize.ofGigabytes(20),
        maxUnpacked,
        200,
        DataSize.ofMegabytes(8),
        10_000,
        0.5,
        1000,
        quota,
        2);
  }
}
