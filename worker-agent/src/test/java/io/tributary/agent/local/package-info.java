/** Tests of files that stay at the agent. */
@NullMarked
package io.tributary.agent.local;

import org.jspecify.annotations.NullMarked;
