package io.tributary.agent;

import io.tributary.engine.blas.Backend;
import io.tributary.engine.blas.BackendUnavailableException;
import io.tributary.engine.blas.LoadedBackend;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts an agent. Ends on SIGTERM after saying goodbye. */
@Command(
    name = "worker-agent",
    mixinStandardHelpOptions = true,
    description =
        "Owns partitions of jobs. Everything else is set by variables: docs/operations.md.")
public final class AgentMain implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
  private static final int UNUSABLE = 2;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "files whose rows stay here; TRIBUTARY_AGENT_DATA_DIR")
  private @Nullable String data;

  @Option(
      names = "--share",
      paramLabel = "WHAT",
      description = "schema (default) or statistics of these files; TRIBUTARY_AGENT_SHARE")
  private @Nullable String share;

  private AgentMain() {}

  public static void main(String[] arguments) {
    int status = new CommandLine(new AgentMain()).execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() {
    AgentSettings settings;
    Backend backend;
    try {
      settings = AgentSettings.from(environment());
      backend = LoadedBackend.load();
    } catch (IllegalArgumentException | BackendUnavailableException e) {
      System.err.println(e.getMessage());
      return UNUSABLE;
    }
    LOG.info("agent {} on a {} starts for {}", settings.name(), backend.label(), settings.api());
    AgentProcess agent = new AgentProcess(settings, UUID.randomUUID().toString());
    Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "goodbye"));
    agent.run();
    return 0;
  }

  /** Options win over variables. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (data != null) {
      environment.put("TRIBUTARY_AGENT_DATA_DIR", data);
    }
    if (share != null) {
      environment.put("TRIBUTARY_AGENT_SHARE", share);
    }
    return environment;
  }
}
