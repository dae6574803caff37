/**
 * Purpose: users, roles, sessions, API tokens, the agents' enrolment token, the audit trail. Entry
 * point: {@link Caller} (the principal of a request), {@link Audit}. Who may call: every feature
 * may read the caller and write audit events. Threading: everything is thread-safe. Invariant:
 * everything is closed to anonymous except sign-in and health; no secret is stored readable.
 */
@NullMarked
package io.tributary.platform.security;

import org.jspecify.annotations.NullMarked;
