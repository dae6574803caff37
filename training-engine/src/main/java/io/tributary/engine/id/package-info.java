/** Typed identities that travel between the control plane and agents. */
@NullMarked
package io.tributary.engine.id;

import org.jspecify.annotations.NullMarked;
