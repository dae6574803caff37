package io.tributary.client.counterexample;

import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Instant;
import picocli.CommandLine;

/** Classes that break the rules of the architecture, so that the rules are known to see them. */
public final class Counterexamples {
  private Counterexamples() {}

  /** Depends on what the client must not. */
  public interface UsesALibrary {
    JavaClass library();
  }

  /** Depends on the command line outside of it. */
  public interface ParsesArguments {
    CommandLine commandLine();
  }

  /** Takes the time instead of getting it. */
  public static final class LooksAtTheClock {
    private LooksAtTheClock() {}

    public static Instant time() {
      return Instant.now();
    }
  }
}
