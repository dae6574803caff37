/** Tests of the control plane as a whole, and what the tests of every feature share. */
@NullMarked
package io.tributary.platform;

import org.jspecify.annotations.NullMarked;
