/** Tests of the borders inside the control plane. */
@NullMarked
package io.tributary.platform.architecture;

import org.jspecify.annotations.NullMarked;
