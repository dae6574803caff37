package io.tributary.platform.security;

import io.tributary.client.problem.Violation;
import io.tributary.client.security.UserRequest;
import io.tributary.client.security.UserView;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Audit.Outcome;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates, changes and removes users. Each change is one transaction, opened after the password was
 * hashed. Thread-safe.
 */
@Service
public class Users {
  private final UserAccounts accounts;
  private final PasswordHashing hashing;
  private final UserRules rules;
  private final Sessions sessions;
  private final Audit audit;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Users(
      UserAccounts accounts,
      PasswordHashing hashing,
      UserRules rules,
      Sessions sessions,
      Audit audit,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.hashing = hashing;
    this.rules = rules;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Every user, by name. */
  public List<UserView> all() {
    return accounts.findAllByOrderByUsername().stream().map(Users::view).toList();
  }

  /** Throws INVALID_CONTENT with every violation, or CONFLICT where the name is taken. */
  public UserView create(UserRequest request) {
    String username = request.username() == null ? "" : request.username();
    String password = request.password() == null ? "" : request.password();
    List<Violation> violations = new ArrayList<>(rules.ofName(username));
    violations.addAll(rules.ofPassword(username, password));
    Optional<Role> role = rules.role(request.role(), violations);
    refuse(violations);
    return view(create(username, password, role.orElse(Role.VIEWER)));
  }

  /** Null components stay as they are. A new password ends the user's sessions. */
  public UserView change(String username, UserRequest request) {
    List<Violation> violations = new ArrayList<>();
    if (request.username() != null && !request.username().equals(username)) {
      violations.add(new Violation("username", "cannot be changed", "Create a new user instead."));
    }
    if (request.password() != null) {
      violations.addAll(rules.ofPassword(username, request.password()));
    }
    Optional<Role> role =
        request.role() == null ? Optional.empty() : rules.role(request.role(), violations);
    refuse(violations);
    String hash = request.password() == null ? null : hashing.hash(request.password());
    return inTransaction(() -> view(change(username, hash, role)));
  }

  /** Throws CONFLICT for the last administrator. The user's sessions and tokens end. */
  public void delete(String username) {
    transaction.executeWithoutResult(
        status -> {
          List<UserAccount> admins = accounts.findByRoleOrderByCreatedAt(Role.ADMIN);
          UserAccount user = get(username);
          refuseLastAdmin(admins, user);
          accounts.delete(user);
          audit.record("user.delete", username, Outcome.SUCCEEDED);
        });
  }

  UserAccount create(String username, String password, Role role) {
    String hash = hashing.hash(password);
    try {
      return inTransaction(
          () -> {
            if (accounts.existsById(username)) {
              throw taken(username);
            }
            audit.record("user.create", username + " as " + role.wireName(), Outcome.SUCCEEDED);
            return accounts.saveAndFlush(new UserAccount(username, hash, role, clock.instant()));
          });
    } catch (DataIntegrityViolationException e) {
      throw taken(username);
    }
  }

  Optional<UserAccount> find(String username) {
    return accounts.findById(username);
  }

  /** The oldest administrator; the platform always has one. */
  UserAccount anAdmin() {
    return inTransaction(() -> accounts.findByRoleOrderByCreatedAt(Role.ADMIN).getFirst());
  }

  boolean isEmpty() {
    return accounts.count() == 0;
  }

  /** Of a user whose present password was just verified; the session of {@code kept} goes on. */
  void changeOwnPassword(String username, String password, @Nullable String kept) {
    refuse(rules.ofPassword(username, password));
    String hash = hashing.hash(password);
    transaction.executeWithoutResult(
        status -> {
          UserAccount user = get(username);
          user.changePasswordHash(hash);
          accounts.saveAndFlush(user);
          sessions.closeOthers(username, kept);
          audit.record("user.password", username, Outcome.SUCCEEDED);
        });
  }

  /** Hashes anew, with today's parameters, a password that was just verified. */
  void upgradeHash(String username, String password) {
    String hash = hashing.hash(password);
    transaction.executeWithoutResult(
        status -> {
          UserAccount user = get(username);
          user.changePasswordHash(hash);
          accounts.saveAndFlush(user);
        });
  }

  private UserAccount change(String username, @Nullable String hash, Optional<Role> role) {
    List<UserAccount> admins = accounts.findByRoleOrderByCreatedAt(Role.ADMIN);
    UserAccount user = get(username);
    if (role.isPresent() && role.get() != user.role()) {
      refuseLastAdmin(admins, user);
      user.changeRole(role.get());
      audit.record("user.role", username + " to " + role.get().wireName(), Outcome.SUCCEEDED);
    }
    if (hash != null) {
      user.changePasswordHash(hash);
      sessions.closeOthers(username, null);
      audit.record("user.password", username, Outcome.SUCCEEDED);
    }
    return accounts.saveAndFlush(user);
  }

  private <T> T inTransaction(Supplier<T> work) {
    T result = transaction.execute(status -> work.get());
    if (result == null) {
      throw new IllegalStateException("a transaction gave no result");
    }
    return result;
  }

  private UserAccount get(String username) {
    return accounts
        .findById(username)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "There is no user %s.".formatted(username),
                    "The users are at /api/v1/users."));
  }

  private static UserView view(UserAccount user) {
    return new UserView(user.username(), user.role().wireName(), user.createdAt());
  }

  private static PlatformException taken(String username) {
    return new PlatformException(
        ErrorCode.CONFLICT,
        "There is a user %s already.".formatted(username),
        "Choose another name, or change that user.");
  }

  private static void refuseLastAdmin(List<UserAccount> admins, UserAccount user) {
    if (admins.size() == 1 && admins.getFirst().username().equals(user.username())) {
      throw new PlatformException(
          ErrorCode.CONFLICT,
          "%s is the last administrator.".formatted(user.username()),
          "Make another user an administrator first.");
    }
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "The user cannot be stored like this.",
          "Correct what the violations name.",
          violations);
    }
  }
}
