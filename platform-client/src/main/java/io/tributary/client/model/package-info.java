/** Models: promoted checkpoints with their preprocessing, metrics and provenance. */
@NullMarked
package io.tributary.client.model;

import org.jspecify.annotations.NullMarked;
