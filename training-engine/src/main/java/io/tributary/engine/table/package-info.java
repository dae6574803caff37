/**
 * Typed columns in memory and their Arrow IPC form: how rows are stored and how agents get them.
 */
@NullMarked
package io.tributary.engine.table;

import org.jspecify.annotations.NullMarked;
