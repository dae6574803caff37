package io.tributary.standalone;

import io.tributary.client.TributaryClient;
import io.tributary.client.security.UserRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The platform of one home: starts what is missing, stops what runs, and forgets itself in between.
 *
 * <p>Every call reads the state directory afresh, so that two objects on the same home agree. Calls
 * that change something hold the home's lock. Not thread-safe.
 */
public final class LocalPlatform {
  /** Agents of a platform that is started from nothing and not told otherwise. */
  public static final int DEFAULT_AGENTS = 2;

  private static final Duration READY_LIMIT = Duration.ofSeconds(90);

  /** A JVM that writes its start-up cache does so after its end in good order. */
  private static final Duration RECORDING_PATIENCE = Duration.ofMinutes(5);

  private final Home home;
  private final Waiting waiting;
  private final SecureRandom random;
  private final PlatformProcesses processes;
  private final Termination termination;
  private final StartCache startCache;
  private final Path binaryCache;
  private final Consumer<String> progress;
  private final Health health = new Health();

  LocalPlatform(
      Home home,
      Installation installation,
      Map<String, String> environment,
      StartCache startCache,
      Waiting waiting,
      SecureRandom random,
      Consumer<String> progress) {
    this.home = home;
    this.waiting = waiting;
    this.random = random;
    this.progress = progress;
    this.startCache = startCache;
    this.processes = new PlatformProcesses(home, installation, environment, startCache);
    this.termination =
        new Termination(home, startCache.isRecorded() ? RECORDING_PATIENCE : Termination.PATIENCE);
    this.binaryCache = PostgresBinaries.cache(environment);
  }

  /** The platform of a directory, started from the repository this code was built in. */
  public static LocalPlatform at(Path home, Consumer<String> progress) {
    return at(home, System.getenv(), progress);
  }

  /** The same with other settings than those of this process's environment. */
  public static LocalPlatform at(
      Path home, Map<String, String> environment, Consumer<String> progress) {
    Installation installation = Installation.find();
    StartCache startCache = StartCache.in(installation.startCache(), environment);
    return at(home, installation, environment, startCache, progress);
  }

  static LocalPlatform at(
      Path home,
      Installation installation,
      Map<String, String> environment,
      StartCache startCache,
      Consumer<String> progress) {
    return new LocalPlatform(
        new Home(home),
        installation,
        environment,
        startCache,
        new Waiting(Clock.systemUTC(), TimeUnit.MILLISECONDS::sleep),
        new SecureRandom(),
        progress);
  }

  /**
   * What {@link #start} did.
   *
   * @param started names of the processes that were missing; empty where all ran already
   * @param adminPassword of the user {@code admin}, only in the answer that made this user
   */
  public record Started(
      Endpoints endpoints, List<String> started, Optional<String> adminPassword) {}

  public Home home() {
    return home;
  }

  /**
   * Starts every process that does not run, and returns when the control plane and the dashboard
   * are healthy and the agents are enrolled.
   *
   * @param wanted ports of a platform of which nothing runs; else it keeps the ports it has
   * @param agents how many there shall be at least; empty keeps those there were, or {@link
   *     #DEFAULT_AGENTS} where nothing runs
   */
  public Started start(Ports wanted, OptionalInt agents) {
    home.create();
    try (HomeLock lock = HomeLock.take(home, waiting)) {
      Optional<Endpoints> running = endpoints().filter(known -> !runningOf(known).isEmpty());
      Endpoints known = running.orElseGet(() -> Endpoints.on(wanted.resolved()));
      List<String> names = new ArrayList<>(known.pids().agents().keySet());
      int count = agents.orElse(running.isPresent() ? names.size() : DEFAULT_AGENTS);
      for (int next = 1; names.size() < count; next++) {
        if (!names.contains("agent-" + next)) {
          names.add("agent-" + next);
        }
      }
      return start(known, names);
    }
  }

  private Started start(Endpoints before, List<String> agents) {
    Ports ports = before.ports();
    List<String> started = new ArrayList<>();
    boolean apiMissing = !isRunning(PlatformProcesses.API, before.pids().api());
    boolean webMissing = !isRunning(PlatformProcesses.WEB, before.pids().web());
    if (apiMissing) {
      Ports.requireFree(ports.api(), "the control plane", "TRIBUTARY_API_PORT");
    }
    if (webMissing) {
      Ports.requireFree(ports.web(), "the dashboard", "TRIBUTARY_WEB_PORT");
    }
    PrivateFile.secret(home.agentTokenFile(), random);
    Endpoints now = before;
    if (!isRunning(PlatformProcesses.KAFKA, now.pids().kafka())) {
      now = recorded(now.with(now.pids().withKafka(launch(processes.kafka(ports), started))));
    }
    if (webMissing) {
      now = recorded(now.with(now.pids().withWeb(launch(processes.web(ports), started))));
    }
    PostgresServer postgres = postgres();
    if (postgres.pid().isEmpty()) {
      progress.accept("starting postgres");
      started.add("postgres");
    }
    now = recorded(now.with(now.pids().withPostgres(postgres.start(ports.postgres()))));
    Optional<String> password = Optional.empty();
    if (apiMissing) {
      password =
          Files.exists(home.adminTokenFile())
              ? Optional.empty()
              : Optional.of(PrivateFile.newSecret(random));
      JavaProcess api = processes.api(ports, postgres.password(), password);
      now = recorded(now.with(now.pids().withApi(launch(api, started))));
    }
    // Agents start beside the control plane and enrol as soon as it answers.
    for (String name : agents) {
      if (!isRunning(name, now.pids().agents().getOrDefault(name, 0L))) {
        now =
            recorded(
                now.with(
                    now.pids().withAgent(name, launch(processes.agent(name, ports), started))));
      }
    }
    if (!startCache.missing().isEmpty()) {
      progress.accept(
          "starting without start-up caches (%s), which takes longer: this build has none; './tributary up' makes them after it builds"
              .formatted(String.join(", ", startCache.missing())));
    }
    await(PlatformProcesses.API, now.pids().api(), health(now.api()));
    await(PlatformProcesses.WEB, now.pids().web(), health(now.web()));
    for (Map.Entry<String, Long> agent : now.pids().agents().entrySet()) {
      awaitEnrolled(agent.getKey(), agent.getValue());
    }
    return new Started(now, started, password);
  }

  /** Starts one more agent and returns its name when it is enrolled. */
  public String addAgent() {
    try (HomeLock lock = HomeLock.take(home, waiting)) {
      Endpoints now = running();
      int next = 1;
      while (now.pids().agents().containsKey("agent-" + next)) {
        next++;
      }
      String name = "agent-" + next;
      long pid = launch(processes.agent(name, now.ports()), new ArrayList<>());
      Endpoints after = recorded(now.with(now.pids().withAgent(name, pid)));
      awaitEnrolled(name, pid);
      return name;
    }
  }

  /** Ends one agent in good order; its partitions go to the others. */
  public void removeAgent(String name) {
    try (HomeLock lock = HomeLock.take(home, waiting)) {
      Endpoints now = running();
      if (!now.pids().agents().containsKey(name)) {
        throw new LauncherException(
            "There is no agent %s here; there are %s."
                .formatted(name, now.pids().agents().keySet()));
      }
      termination.end(List.of(name));
      recorded(now.with(now.pids().withoutAgent(name)));
    }
  }

  /** Ends one process at once, as {@code kill -9} does; {@link #start} brings it back. */
  public void kill(String name) {
    if (name.equals("postgres")) {
      postgres().kill();
    } else {
      termination.kill(name);
    }
  }

  /** Stops everything of this home, in the order in which nobody misses anybody. */
  public void stop() {
    if (!Files.exists(home.root())) {
      return;
    }
    try (HomeLock lock = HomeLock.take(home, waiting)) {
      Stream.Builder<String> first = Stream.builder();
      termination.running().stream()
          .filter(name -> !List.of(PlatformProcesses.API, PlatformProcesses.KAFKA).contains(name))
          .forEach(first::add);
      termination.end(first.build().toList());
      termination.end(List.of(PlatformProcesses.API));
      termination.end(List.of(PlatformProcesses.KAFKA));
      if (Files.exists(home.postgresData())) {
        postgres().stop();
      }
      Files.deleteIfExists(home.endpointsFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the home's {@code endpoints.json} says; empty where nothing was started. */
  public Optional<Endpoints> endpoints() {
    return Endpoints.read(home.endpointsFile());
  }

  /** The administrator's API token. */
  public String adminToken() {
    return home.adminToken();
  }

  /** Gives the user {@code admin} a new random password and returns it. */
  public String resetAdminPassword() {
    String password = PrivateFile.newSecret(random);
    try (TributaryClient client = client()) {
      client.users().change("admin", new UserRequest(null, password, null));
    }
    return password;
  }

  /** A client of the running control plane with the administrator's token; the caller closes it. */
  public TributaryClient client() {
    return TributaryClient.at(URI.create(running().api())).token(this::adminToken).build();
  }

  /** Each process that should run, with its process id where it does, else 0. */
  public SortedMap<String, Long> status() {
    SortedMap<String, Long> status = new TreeMap<>();
    endpoints()
        .ifPresent(
            known -> {
              SortedMap<String, Long> running = runningOf(known);
              for (String name : List.of("postgres", "kafka", "api", "web")) {
                status.put(name, running.getOrDefault(name, 0L));
              }
              known
                  .pids()
                  .agents()
                  .keySet()
                  .forEach(name -> status.put(name, running.getOrDefault(name, 0L)));
            });
    return status;
  }

  private Endpoints running() {
    return endpoints()
        .filter(known -> isRunning(PlatformProcesses.API, known.pids().api()))
        .orElseThrow(
            () ->
                new LauncherException(
                    "The platform of %s is not running. Start it with './tributary up'."
                        .formatted(home.root())));
  }

  private SortedMap<String, Long> runningOf(Endpoints known) {
    SortedMap<String, Long> named = new TreeMap<>(known.pids().agents());
    named.put(PlatformProcesses.API, known.pids().api());
    named.put(PlatformProcesses.WEB, known.pids().web());
    named.put(PlatformProcesses.KAFKA, known.pids().kafka());
    named.entrySet().removeIf(entry -> !isRunning(entry.getKey(), entry.getValue()));
    postgresPid().ifPresent(pid -> named.put("postgres", pid));
    return named;
  }

  private Optional<Long> postgresPid() {
    return PostgresServer.pid(home.postgresData());
  }

  private PostgresServer postgres() {
    return new PostgresServer(
        PostgresBinaries.unpackedIn(binaryCache),
        home.postgresData(),
        home.postgresPasswordFile(),
        home.logFile("postgres"),
        waiting,
        random);
  }

  private boolean isRunning(String name, long pid) {
    return JavaProcess.isRunning(home, name, pid);
  }

  private long launch(JavaProcess process, List<String> started) {
    progress.accept("starting " + process.name());
    started.add(process.name());
    return process.start(waiting);
  }

  private Endpoints recorded(Endpoints endpoints) {
    endpoints.write(home.endpointsFile());
    return endpoints;
  }

  private java.util.function.BooleanSupplier health(String baseUrl) {
    return () -> health.isUp(baseUrl);
  }

  private void awaitEnrolled(String name, long pid) {
    try (TributaryClient client = client()) {
      await(name, pid, () -> isActive(client, name));
    }
  }

  private static boolean isActive(TributaryClient client, String name) {
    return client.agents().list().stream()
        .anyMatch(agent -> agent.name().equals(name) && agent.state().equals("ACTIVE"));
  }

  private void await(String name, long pid, java.util.function.BooleanSupplier ready) {
    waiting.until(
        () -> {
          if (ready.getAsBoolean()) {
            return true;
          }
          if (!isRunning(name, pid)) {
            throw LogTail.failure(home, name, "ended while it was starting");
          }
          return false;
        },
        READY_LIMIT,
        () -> LogTail.failure(home, name, "is not ready after " + READY_LIMIT.toSeconds() + " s"));
  }
}
