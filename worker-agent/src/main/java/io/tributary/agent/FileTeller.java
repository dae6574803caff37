package io.tributary.agent;

import io.tributary.agent.local.LocalDirectory;
import io.tributary.client.PlatformUnreachable;
import io.tributary.client.TributaryClient;
import io.tributary.client.TributaryException;
import io.tributary.client.dataset.EdgeFileAnswer;
import io.tributary.client.dataset.EdgeFileReport;
import io.tributary.engine.id.AgentId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the control plane which files stay here, whenever they change. One thread. */
final class FileTeller {
  private static final Logger LOG = LoggerFactory.getLogger(FileTeller.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final TributaryClient client;
  private final AgentId self;
  private final LocalDirectory directory;
  private @Nullable List<EdgeFileReport> told;

  FileTeller(TributaryClient client, AgentId self, LocalDirectory directory) {
    this.client = client;
    this.self = self;
    this.directory = directory;
  }

  /** Returns some seconds after {@code goesOn} became false. */
  void run(BooleanSupplier goesOn) {
    while (goesOn.getAsBoolean()) {
      try {
        tell(directory.scan());
      } catch (IOException e) {
        LOG.warn("the directory of files cannot be listed: {}", e.getClass().getSimpleName());
      } catch (TributaryException | PlatformUnreachable e) {
        LOG.warn("files not told of, trying again: {}", e.getMessage());
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private void tell(List<EdgeFileReport> files) {
    if (files.equals(told)) {
      return;
    }
    for (EdgeFileAnswer answer : client.agents().files(self.value(), files)) {
      if (answer.problem() == null) {
        LOG.info("{} is in {}@{}", answer.digest(), answer.dataset(), answer.version());
      } else {
        LOG.warn("the file of {} was refused: {}", answer.dataset(), answer.problem());
      }
    }
    told = files;
  }
}
