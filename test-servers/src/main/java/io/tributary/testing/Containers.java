package io.tributary.testing;

import java.io.IOException;

/**
 * Whether tests use containers. {@code TRIBUTARY_TEST_CONTAINERS} (environment or system property)
 * says {@code always} (pulls an image where it is missing), {@code never}, or {@code auto}, the
 * default: where a Docker engine answers that has the image.
 */
public final class Containers {
  private static final String WISH = "TRIBUTARY_TEST_CONTAINERS";

  private Containers() {}

  /** Whether a server of this image shall run in a container. */
  public static boolean wanted(String image) {
    String wish = System.getProperty(WISH, System.getenv().getOrDefault(WISH, "auto"));
    return switch (wish) {
      case "always" -> true;
      case "never" -> false;
      case "auto" -> engineHas(image);
      default ->
          throw new IllegalArgumentException(
              "%s is '%s'; it may be auto, always or never".formatted(WISH, wish));
    };
  }

  /**
   * Asked of the engine itself: Testcontainers' own question starts helper images, and tries for
   * minutes where no registry can be reached.
   */
  private static boolean engineHas(String image) {
    try {
      return new ProcessBuilder("docker", "image", "inspect", image)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no docker command on this machine
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the Docker engine", e);
    }
  }
}
