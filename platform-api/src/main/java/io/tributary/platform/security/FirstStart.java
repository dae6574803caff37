package io.tributary.platform.security;

import io.tributary.platform.security.Audit.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Makes the first administrator and the token file of local tools, before the first request is
 * answered. Does nothing on later starts, unless the token file is gone or void.
 */
final class FirstStart implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
  private static final String ADMIN = "admin";
  private static final String TOKEN_NAME = "admin-token-file";
  private static final String PLATFORM = "platform";

  private final Users users;
  private final ApiTokens apiTokens;
  private final Secrets secrets;
  private final SecuritySettings settings;
  private final Audit audit;
  private final PrintStream terminal;

  FirstStart(
      Users users,
      ApiTokens apiTokens,
      Secrets secrets,
      SecuritySettings settings,
      Audit audit,
      PrintStream terminal) {
    this.users = users;
    this.apiTokens = apiTokens;
    this.secrets = secrets;
    this.settings = settings;
    this.audit = audit;
    this.terminal = terminal;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (users.isEmpty()) {
      createAdmin();
    }
    if (settings.adminTokenFile() != null) {
      keepTokenFile(settings.adminTokenFile());
    }
  }

  private void createAdmin() {
    String given = settings.initialAdminPassword();
    String password = given == null ? secrets.password() : given;
    users.create(ADMIN, password, Role.ADMIN);
    if (given == null) {
      terminal.printf("The first user is %s with the password %s%n", ADMIN, password);
      terminal.println("It is shown only now. Sign in and change it.");
      terminal.flush();
    }
    LOG.info("created the first user, {}", ADMIN);
  }

  private void keepTokenFile(Path file) {
    try {
      Optional<Caller> holder = SecretFile.read(file).flatMap(apiTokens::find);
      if (holder.isPresent() && holder.get().role() == Role.ADMIN) {
        return;
      }
      String owner = owner();
      apiTokens.deleteNamed(TOKEN_NAME, owner);
      String token = apiTokens.create(owner, TOKEN_NAME, Role.ADMIN, null).token();
      if (token == null) {
        throw new IllegalStateException("a new API token came without its secret");
      }
      SecretFile.write(file, token);
      audit.record(PLATFORM, "token.create", TOKEN_NAME + " of " + owner, Outcome.SUCCEEDED);
      LOG.info("wrote an administrator's API token to {}", file);
    } catch (IOException e) {
      throw new UncheckedIOException("the administrator's token cannot be kept in " + file, e);
    }
  }

  /** The user {@code admin}, or the oldest administrator where that user is gone. */
  private String owner() {
    return users
        .find(ADMIN)
        .filter(user -> user.role() == Role.ADMIN)
        .orElseGet(users::anAdmin)
        .username();
  }
}
