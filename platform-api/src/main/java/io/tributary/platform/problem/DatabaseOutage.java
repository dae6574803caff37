package io.tributary.platform.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a statement that is wrong. */
public final class DatabaseOutage {
  /** SQLSTATE class of connection exceptions. */
  private static final String CONNECTION_EXCEPTION = "08";

  /** SQLSTATEs of a server that stops, crashed, or starts: admin_shutdown and its neighbours. */
  private static final String OPERATOR_INTERVENTION_SHUTDOWN = "57P0";

  /** SQLSTATE of a server without a free connection slot. */
  private static final String TOO_MANY_CONNECTIONS = "53300";

  private DatabaseOutage() {}

  /** Whether {@code failure} happened because PostgreSQL could not be reached. */
  public static boolean causes(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientConnectionException
          || t instanceof SQLNonTransientConnectionException) {
        return true;
      }
      if (t instanceof SQLException sql && tellsOutage(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static boolean tellsOutage(@Nullable String state) {
    return state != null
        && (state.startsWith(CONNECTION_EXCEPTION)
            || state.startsWith(OPERATOR_INTERVENTION_SHUTDOWN)
            || state.equals(TOO_MANY_CONNECTIONS));
  }
}
