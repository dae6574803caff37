package io.tributary.platform.checkpoint;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many checkpoints stay.
 *
 * @param keep newest ones per job; step 0 and pinned ones stay beside them
 */
@ConfigurationProperties("tributary.checkpoint")
record CheckpointSettings(@DefaultValue("5") int keep) {
  CheckpointSettings {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "tributary.checkpoint.keep is %d; it is at least 1".formatted(keep));
    }
  }
}
