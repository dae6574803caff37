package io.tributary.platform.dataset;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Removes what uploads left behind when a control plane was killed. */
@Component
class UploadSweep {
  private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);

  private final DatasetSettings settings;

  UploadSweep(DatasetSettings settings) {
    this.settings = settings;
  }

  /** A folder that cannot be removed costs disk space only, so the start goes on. */
  @EventListener(ApplicationReadyEvent.class)
  void sweep() {
    try {
      int removed = UploadFolder.sweep(settings);
      if (removed > 0) {
        LOG.info("removed {} folders of uploads that were cut off", removed);
      }
    } catch (IOException e) {
      LOG.warn("cut-off uploads in {} cannot be removed: {}", settings.folder(), e.toString());
    }
  }
}
