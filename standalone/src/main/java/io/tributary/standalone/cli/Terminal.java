package io.tributary.standalone.cli;

import io.tributary.client.TributaryClient;
import io.tributary.standalone.Endpoints;
import io.tributary.standalone.Home;
import io.tributary.standalone.LocalPlatform;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the environment of the terminal says about where the platform is. */
final class Terminal {
  private Terminal() {}

  /** The platform of {@code TRIBUTARY_HOME}; progress goes to the error stream. */
  static LocalPlatform platform() {
    return platform(System.err::println);
  }

  static LocalPlatform platform(Consumer<String> progress) {
    return LocalPlatform.at(home().root(), progress);
  }

  /** Where {@code ./tributary cluster up} notes the addresses and the token of the cluster. */
  static Home clusterHome() {
    return new Home(home().root().resolve("cluster"));
  }

  /** A client with the administrator's token of that home; the caller closes it. */
  static TributaryClient client(Home home, Endpoints endpoints) {
    return TributaryClient.at(URI.create(endpoints.api())).token(home::adminToken).build();
  }

  private static Home home() {
    return Home.of(System.getenv(), Path.of(""));
  }
}
