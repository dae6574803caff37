/**
 * Purpose: what goes wrong, in words: error answers of requests, problems of the running platform.
 * Entry point: {@link PlatformException} to refuse a request, {@link ProblemSource} to report. Who
 * may call: every feature; this one calls none. Threading: everything is thread-safe. Invariant:
 * every error answer has a stable code and advice; none shows a stack trace.
 */
@NullMarked
package io.tributary.platform.problem;

import org.jspecify.annotations.NullMarked;
