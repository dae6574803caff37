package io.tributary.platform.security;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The audit trail in PostgreSQL. A trigger refuses changes of its rows. */
@Component
class AuditTable implements Audit {
  private static final int LONGEST_TEXT = 200;
  private static final String NO_REQUEST = "-";

  private final JdbcClient database;
  private final Clock clock;

  AuditTable(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void record(String action, String object, Outcome outcome) {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    record(caller == null ? "platform" : caller.getName(), action, object, outcome);
  }

  @Override
  public void record(String actor, String action, String object, Outcome outcome) {
    database
        .sql(
            """
            insert into audit_event (at, actor, ip, action, object, outcome)
            values (:at, :actor, :ip, :action, :object, :outcome)
            """)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("actor", cut(actor))
        .param("ip", address())
        .param("action", cut(action))
        .param("object", cut(object))
        .param("outcome", outcome.name())
        .update();
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : NO_REQUEST;
  }

  /** PostgreSQL texts cannot hold NUL. */
  private static String cut(String text) {
    String clean = text.replace('\0', '?');
    return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
  }
}
