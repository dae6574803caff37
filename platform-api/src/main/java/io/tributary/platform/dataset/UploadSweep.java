package io.tributary.platform.dataset;

import io.tributary.dataset.ReceivedFiles;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what uploads left behind. */
@Component
class UploadSweep {
  private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);

  private final DatasetSettings settings;
  private final PartialUploads partial;

  UploadSweep(DatasetSettings settings, PartialUploads partial) {
    this.settings = settings;
    this.partial = partial;
  }

  /**
   * What was being read when a control plane was killed. A folder that cannot be removed costs disk
   * space only, so the start goes on.
   */
  @EventListener(ApplicationReadyEvent.class)
  void sweep() {
    try {
      int removed = ReceivedFiles.sweep(settings.folder());
      if (removed > 0) {
        LOG.info("removed {} folders of uploads that were cut off", removed);
      }
    } catch (IOException e) {
      LOG.warn("cut-off uploads in {} cannot be removed: {}", settings.folder(), e.toString());
    }
  }

  /** What nobody goes on with. */
  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
  void sweepExpired() {
    try {
      int removed = partial.sweep();
      if (removed > 0) {
        LOG.info("removed {} unfinished uploads that nobody went on with", removed);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("expired uploads in {} cannot be removed: {}", settings.folder(), e.toString());
    }
  }
}
