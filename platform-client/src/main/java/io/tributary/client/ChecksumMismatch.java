package io.tributary.client;

import java.io.IOException;

/** What was downloaded is not what the control plane has. Nothing of it was kept. */
public final class ChecksumMismatch extends IOException {
  ChecksumMismatch(Route route, String expected, String actual) {
    super(
        "The download of %s has SHA-256 %s, but the control plane says %s."
            .formatted(route.text(), actual, expected));
  }
}
