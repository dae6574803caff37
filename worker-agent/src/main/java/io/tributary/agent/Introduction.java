package io.tributary.agent;

import io.tributary.client.agent.EnrolRequest;
import io.tributary.engine.blas.BlasSpeed;
import io.tributary.engine.blas.LoadedBackend;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** What an agent says about itself at enrolment; measures its kernels. */
final class Introduction {
  private static final Duration MEASUREMENT = Duration.ofMillis(100);

  private Introduction() {}

  static EnrolRequest of(AgentSettings settings, String instance) {
    BlasSpeed speed = BlasSpeed.measure(MEASUREMENT, System::nanoTime);
    return new EnrolRequest(
        instance,
        settings.name(),
        LoadedBackend.current().label(),
        speed.core(),
        speed.gigaflops(),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        host(),
        version(),
        settings.site(),
        settings.relay());
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static String version() {
    String version = Introduction.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
