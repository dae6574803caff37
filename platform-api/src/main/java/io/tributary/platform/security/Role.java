package io.tributary.platform.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. VIEWER, OPERATOR and ADMIN include each other in that order. */
public enum Role {
  /** Reads everything, changes nothing but its own password and tokens. */
  VIEWER,
  /** Also uploads data sets, runs jobs, promotes models. */
  OPERATOR,
  /** Also manages users; may act as an agent. */
  ADMIN,
  /** A worker process: the agent endpoints and nothing else. */
  AGENT;

  /** The role of that name as it is on the wire, case ignored. */
  public static Optional<Role> named(String text) {
    return Arrays.stream(values()).filter(r -> r.name().equalsIgnoreCase(text)).findFirst();
  }

  /** Whether a user with this role may hand out a token with {@code other}. */
  public boolean mayGrant(Role other) {
    return switch (this) {
      case VIEWER -> other == VIEWER;
      case OPERATOR -> other == VIEWER || other == OPERATOR;
      case ADMIN -> true;
      case AGENT -> false;
    };
  }

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String authority() {
    return "ROLE_" + name();
  }
}
