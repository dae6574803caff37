package io.tributary.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ports of one platform on 127.0.0.1. 0 asks for a free one. */
public record Ports(int web, int api, int kafka, int postgres) {
  public static final int DEFAULT_WEB = 8080;
  public static final int DEFAULT_API = 8081;

  /** All ports free ones: for tests. */
  public static final Ports ANY = new Ports(0, 0, 0, 0);

  public Ports {
    for (int port : new int[] {web, api, kafka, postgres}) {
      if (port < 0 || port > 65_535) {
        throw new LauncherException("%d is not a port; ports are 0 to 65535.".formatted(port));
      }
    }
    if (web != 0 && web == api) {
      throw new LauncherException(
          "TRIBUTARY_WEB_PORT and TRIBUTARY_API_PORT are both %d; they must differ."
              .formatted(web));
    }
  }

  /** {@code TRIBUTARY_WEB_PORT} and {@code TRIBUTARY_API_PORT}; the other two are free ones. */
  public static Ports of(Map<String, String> environment) {
    return new Ports(
        number(environment, "TRIBUTARY_WEB_PORT", DEFAULT_WEB),
        number(environment, "TRIBUTARY_API_PORT", DEFAULT_API),
        number(environment, "TRIBUTARY_KAFKA_PORT", 0),
        number(environment, "TRIBUTARY_POSTGRES_PORT", 0));
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    @Nullable String text = environment.get(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new LauncherException("%s is '%s', not a port number.".formatted(name, text), e);
    }
  }

  /** The same ports with every 0 replaced by a port that was free a moment ago. */
  Ports resolved() {
    return new Ports(orFree(web), orFree(api), orFree(kafka), orFree(postgres));
  }

  private static int orFree(int port) {
    return port == 0 ? free() : port;
  }

  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with a sentence that names the process that holds the port. */
  static void requireFree(int port, String purpose, String setting) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("127.0.0.1", port));
    } catch (IOException e) {
      throw new LauncherException(
          "Port %d, meant for %s, is taken by %s. Stop it, or choose another port with %s."
              .formatted(port, purpose, PortHolder.of(port).describe(), setting),
          e);
    }
  }
}
