/**
 * Purpose: real servers for tests. Entry point: {@link TestKafka}. Who may call: tests of any
 * module. Threading: everything is thread-safe. Invariant: a test does not notice where its server
 * runs.
 */
@NullMarked
package io.tributary.testing;

import org.jspecify.annotations.NullMarked;
