package io.tributary.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A control plane that answers what a test tells it to, on a free port. */
public final class StubApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What arrived, without its body. */
  public record Request(String method, String target, Map<String, List<String>> headers) {
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  public StubApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers {@code "METHOD /path"} (below /api/v1, without query). */
  public StubApi on(String methodAndPath, HttpHandler handler) {
    handlers.put(methodAndPath, handler);
    return this;
  }

  public StubApi answering(String methodAndPath, int status, String json) {
    return on(methodAndPath, exchange -> answer(exchange, status, json));
  }

  public static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A client that never really waits between tries. */
  public TributaryClient.Builder client() {
    return TributaryClient.at(uri()).pause(length -> {}).patience(Duration.ofSeconds(20));
  }

  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders())));
    HttpHandler handler =
        handlers.get(exchange.getRequestMethod() + " " + path.replaceFirst("^/api/v1", ""));
    if (handler == null) {
      answer(
          exchange, 404, "{\"status\":404,\"code\":\"NOT_FOUND\",\"detail\":\"No " + path + "\"}");
    } else {
      handler.handle(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
