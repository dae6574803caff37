package io.tributary.agent;

import io.tributary.engine.blas.Backend;
import io.tributary.engine.blas.BackendUnavailableException;
import io.tributary.engine.blas.LoadedBackend;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an agent. Ends on SIGTERM after saying goodbye. */
public final class AgentMain {
  private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);

  private AgentMain() {}

  public static void main(String[] arguments) {
    AgentSettings settings;
    Backend backend;
    try {
      settings = AgentSettings.from(System.getenv());
      backend = LoadedBackend.load();
    } catch (IllegalArgumentException | BackendUnavailableException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    LOG.info("agent {} on a {} starts for {}", settings.name(), backend.label(), settings.api());
    AgentProcess agent = new AgentProcess(settings, UUID.randomUUID().toString());
    Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "goodbye"));
    agent.run();
  }
}
