/**
 * The command line of the platform's users.
 *
 * <p>Purpose: what the REST API can do, from a terminal and from scripts.
 *
 * <p>Entry point: {@code TributaryCommand}; a program with more commands starts from {@code
 * ClientCommands.addTo} and {@code Failures}.
 *
 * <p>Who may call: main programs.
 *
 * <p>Threading: one command at a time, on the calling thread.
 *
 * <p>Invariant: results go to the output stream, everything else to the error stream; the exit
 * status is 0 for done, 1 for refused, 2 for a wrong command line, 3 for an unreachable platform.
 */
@NullMarked
package io.tributary.client.cli;

import org.jspecify.annotations.NullMarked;
