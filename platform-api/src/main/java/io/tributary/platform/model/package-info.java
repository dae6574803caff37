/**
 * Purpose: models: promoted checkpoints, their download and their predictions. Entry point: {@link
 * Models}. Who may call: the controllers; dispatch says what jobs compute on through {@link
 * KernelTypes}. Threading: everything is thread-safe. Invariant: a model needs neither its job nor
 * its checkpoint any more.
 */
@NullMarked
package io.tributary.platform.model;

import org.jspecify.annotations.NullMarked;
