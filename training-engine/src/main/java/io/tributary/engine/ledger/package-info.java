/** The committed steps of a job as records of its updates topic, and their form on the wire. */
@NullMarked
package io.tributary.engine.ledger;

import org.jspecify.annotations.NullMarked;
