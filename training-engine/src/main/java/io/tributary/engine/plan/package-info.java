/** What a job computes, in full: enough to repeat it. Immutable, serialised as JSON. */
@NullMarked
package io.tributary.engine.plan;

import org.jspecify.annotations.NullMarked;
