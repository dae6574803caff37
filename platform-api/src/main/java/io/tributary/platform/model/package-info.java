/** Models: promoted checkpoints, their download and their predictions. */
@NullMarked
package io.tributary.platform.model;

import org.jspecify.annotations.NullMarked;
