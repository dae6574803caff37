package io.tributary.platform.security;

import jakarta.persistence.LockModeType;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

/** Users in PostgreSQL. */
interface UserAccounts extends JpaRepository<UserAccount, String> {

  /** Every user of that role, locked until the transaction ends; oldest first. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  List<UserAccount> findByRoleOrderByCreatedAt(Role role);

  List<UserAccount> findAllByOrderByUsername();
}
