package io.tributary.platform.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A person who signs in. */
@Entity
@Table(name = "platform_user")
class UserAccount {
  @Id private String username;

  @Column(nullable = false)
  private String passwordHash;

  @Column(nullable = false)
  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(nullable = false, updatable = false)
  private Instant createdAt;

  /** For Hibernate, which overwrites every field. */
  protected UserAccount() {
    this("", "", Role.VIEWER, Instant.EPOCH);
  }

  UserAccount(String username, String passwordHash, Role role, Instant createdAt) {
    this.username = username;
    this.passwordHash = passwordHash;
    this.role = role;
    this.createdAt = createdAt;
  }

  String username() {
    return username;
  }

  String passwordHash() {
    return passwordHash;
  }

  void changePasswordHash(String hash) {
    passwordHash = hash;
  }

  Role role() {
    return role;
  }

  void changeRole(Role next) {
    role = next;
  }

  Instant createdAt() {
    return createdAt;
  }
}
