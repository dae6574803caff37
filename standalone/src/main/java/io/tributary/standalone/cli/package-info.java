/**
 * The command line {@code ./tributary}.
 *
 * <p>Purpose: say what a person asked for, in words. Entry point: {@link
 * io.tributary.standalone.cli.TributaryCommand}. Who may call: the launcher script. Threading: one
 * command, one thread. Invariant: an error is one sentence on the error stream and status 1; a
 * wrong command line is status 2.
 */
@NullMarked
package io.tributary.standalone.cli;

import org.jspecify.annotations.NullMarked;
