package io.tributary.client.cli;

import io.tributary.client.ContractJson;
import io.tributary.client.TributaryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

/** Where the platform is and who asks: options, then environment, then the state directory. */
final class Connection {
  @Option(
      names = "--api",
      paramLabel = "URL",
      description = {
        "Address of the control plane.",
        "Else TRIBUTARY_API, else the platform of TRIBUTARY_HOME (./.tributary)."
      })
  private @Nullable String api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "File with an API token.",
        "Else TRIBUTARY_TOKEN, else the token of TRIBUTARY_HOME for a platform on this machine."
      })
  private @Nullable Path tokenFile;

  /** Part of {@code endpoints.json}. */
  record Endpoints(@Nullable String api) {}

  /** The caller closes it. */
  TributaryClient open(ClientContext context) throws IOException {
    URI address = address(context);
    String token = token(context, address);
    return TributaryClient.at(address).token(() -> token).pause(context.pause()).build();
  }

  private URI address(ClientContext context) throws IOException {
    String named = api == null ? context.variable("TRIBUTARY_API") : api;
    String text = named == null ? fromHome(context) : named;
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
        return address;
      }
    } catch (IllegalArgumentException noAddress) {
      throw notAnAddress(text);
    }
    throw notAnAddress(text);
  }

  private static CommandFailure notAnAddress(String text) {
    return CommandFailure.usage(
        "The address of the control plane is \"%s\", which is no web address.".formatted(text),
        "Write it like http://127.0.0.1:8081.");
  }

  private static String fromHome(ClientContext context) throws IOException {
    Path file = context.home().resolve("endpoints.json");
    if (!Files.exists(file)) {
      throw CommandFailure.noPlatform(
          "No platform is running here: there is no %s.".formatted(file),
          "Start one with \"tributary up\", or name one with --api URL or TRIBUTARY_API.");
    }
    try {
      String address =
          ContractJson.json().readValue(Files.readAllBytes(file), Endpoints.class).api();
      if (address != null) {
        return address;
      }
    } catch (JacksonException e) {
      throw CommandFailure.usage(
          "%s is not a JSON document: %s".formatted(file, e.getOriginalMessage()),
          "Start the platform again, or name one with --api URL.");
    }
    throw CommandFailure.noPlatform(
        "%s names no API.".formatted(file), "Start the platform again, or use --api URL.");
  }

  private @Nullable String token(ClientContext context, URI address) throws IOException {
    if (tokenFile != null) {
      return Files.readString(context.directory().resolve(tokenFile)).strip();
    }
    String variable = context.variable("TRIBUTARY_TOKEN");
    Path file = context.home().resolve("admin.token");
    if (variable != null || !Files.exists(file) || !isThisMachine(address)) {
      return variable;
    }
    return Files.readString(file).strip();
  }

  /** The administrator's token of this machine is never sent to another. */
  private static boolean isThisMachine(URI address) {
    try {
      return InetAddress.getByName(address.getHost()).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
