/** Agents: enrolment, heartbeats, who is alive. */
@NullMarked
package io.tributary.platform.agent;

import org.jspecify.annotations.NullMarked;
