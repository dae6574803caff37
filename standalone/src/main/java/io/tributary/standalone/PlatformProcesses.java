package io.tributary.standalone;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.engine.blas.CpuFeatures;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JVMs of a platform: main classes, class paths, memory, settings. */
final class PlatformProcesses {
  private static final String DATA_DIR = "TRIBUTARY_AGENT_DATA_DIR";
  static final String API = "api";
  static final String WEB = "web";
  static final String KAFKA = "kafka";
  private static final String AGENT = "agent";

  private static final List<String> NATIVE_ACCESS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--sun-misc-unsafe-memory-access=allow");

  /** Small heaps with one collector thread: five JVMs share a laptop. */
  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError");

  /** Beyond this, references take twice the room. */
  private static final long MOST_HEAP_MIB = 30 << 10;

  private final Home home;
  private final Installation installation;
  private final Map<String, String> environment;
  private final StartCache startCache;

  PlatformProcesses(
      Home home,
      Installation installation,
      Map<String, String> environment,
      StartCache startCache) {
    this.startCache = startCache;
    this.home = home;
    this.installation = installation;
    this.environment = environment;
  }

  JavaProcess kafka(Ports ports) {
    return process(
        KAFKA,
        "standalone",
        "io.tributary.standalone.KafkaBroker",
        List.of("-Xms64m", "-Xmx256m", "-Dtributary.log.level=INFO"),
        List.of(
            home.kafkaData().toString(),
            Integer.toString(ports.kafka()),
            Integer.toString(Ports.free())),
        Map.of());
  }

  JavaProcess api(Ports ports, String databasePassword, Optional<String> adminPassword) {
    Map<String, String> settings = new HashMap<>();
    settings.put("SERVER_PORT", Integer.toString(ports.api()));
    settings.put("SPRING_DATASOURCE_URL", PostgresServer.jdbcUrl(ports.postgres()));
    settings.put("SPRING_DATASOURCE_USERNAME", PostgresServer.USER);
    settings.put("SPRING_DATASOURCE_PASSWORD", databasePassword);
    settings.put("TRIBUTARY_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
    settings.put("TRIBUTARY_SECURITY_ADMIN_TOKEN_FILE", home.adminTokenFile().toString());
    settings.put("TRIBUTARY_SECURITY_AGENT_TOKEN_FILE", home.agentTokenFile().toString());
    settings.put("TRIBUTARY_DATASET_UPLOAD_FOLDER", home.uploads().toString());
    adminPassword.ifPresent(
        password -> settings.put("TRIBUTARY_SECURITY_INITIAL_ADMIN_PASSWORD", password));
    return process(
        API,
        "platform-api",
        "io.tributary.platform.PlatformApplication",
        List.of("-Xms128m", heap(512, 4)),
        List.of(),
        settings);
  }

  JavaProcess web(Ports ports) {
    return process(
        WEB,
        "web-ui",
        "io.tributary.web.WebApplication",
        List.of("-Xms32m", "-Xmx192m", "-XX:TieredStopAtLevel=1"),
        List.of(),
        Map.of(
            "SERVER_PORT",
            Integer.toString(ports.web()),
            "TRIBUTARY_WEB_API_URL",
            "http://127.0.0.1:" + ports.api()));
  }

  JavaProcess agent(String name, Ports ports) {
    CpuFeatures cpu = CpuFeatures.ofThisMachine();
    Map<String, String> settings = new HashMap<>();
    settings.put("TRIBUTARY_API", "http://127.0.0.1:" + ports.api());
    settings.put("TRIBUTARY_AGENT_TOKEN_FILE", home.agentTokenFile().toString());
    settings.put("TRIBUTARY_AGENT_NAME", name);
    settings.put("TRIBUTARY_AGENT_HOME", Home.existing(home.agentData(name)).toString());
    settings.putAll(dataOf(name));
    settings.put("OMP_NUM_THREADS", "1");
    settings.put("OPENBLAS_NUM_THREADS", "1");
    List<String> options = new ArrayList<>(List.of("-Xms32m", heap(256, 5)));
    cpu.coreType(environment).ifPresent(core -> settings.put(CpuFeatures.CORE_TYPE_VARIABLE, core));
    // Given even when empty: without it the widest variant is loaded, whatever the CPU can do.
    options.add("-D" + CpuFeatures.EXTENSION_PROPERTY + "=" + cpu.extension());
    return process(
        name, "worker-agent", "io.tributary.agent.AgentMain", options, List.of(), settings);
  }

  /**
   * Settings of the files that stay with an agent. Agents of one machine have directories of their
   * own where {@code {agent}} stands for their names; one that has none has no files.
   */
  private Map<String, String> dataOf(String agent) {
    Map<String, String> settings = new HashMap<>();
    String directory = environment.getOrDefault(DATA_DIR, "").replace("{agent}", agent);
    if (!directory.isEmpty()) {
      boolean shared = environment.getOrDefault(DATA_DIR, "").equals(directory);
      settings.put(DATA_DIR, shared || Files.isDirectory(Path.of(directory)) ? directory : "");
      for (String name : List.of("TRIBUTARY_AGENT_SHARE", "TRIBUTARY_AGENT_LEAST_ROWS")) {
        settings.put(name, environment.getOrDefault(name, ""));
      }
    }
    return settings;
  }

  private JavaProcess process(
      String name,
      String module,
      String mainClass,
      List<String> options,
      List<String> arguments,
      Map<String, String> settings) {
    List<String> all = new ArrayList<>(NATIVE_ACCESS);
    all.addAll(SMALL);
    all.addAll(options);
    List<Path> classPath = installation.classPath(module);
    String kind = kind(name);
    all.addAll(startCache.options(kind, List.copyOf(all), classPath));
    all.addAll(extraOptions(kind));
    Map<String, String> added = new HashMap<>(settings);
    // glibc keeps an arena per thread otherwise, tens of megabytes in each JVM.
    added.put("MALLOC_ARENA_MAX", "2");
    return new JavaProcess(home, name, all, classPath, mainClass, arguments, added);
  }

  /**
   * A heap takes what its job's model needs; the limit only keeps one process from taking the
   * machine.
   *
   * @param least in MiB
   * @param share one so many-th of the machine's memory
   */
  private static String heap(long least, long share) {
    return "-Xmx%dm".formatted(Math.clamp(memory() / share >> 20, least, MOST_HEAP_MIB));
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  private static String kind(String name) {
    return List.of(API, WEB, KAFKA).contains(name) ? name : AGENT;
  }

  /** {@code TRIBUTARY_API_JVM_OPTIONS} and the like; they come last and so win. */
  private List<String> extraOptions(String kind) {
    @Nullable String options =
        environment.get("TRIBUTARY_" + kind.toUpperCase(Locale.ROOT) + "_JVM_OPTIONS");
    return options == null || options.isBlank()
        ? List.of()
        : List.of(options.strip().split("\\s+"));
  }
}
