@NullMarked
package io.tributary.benchmark;

import org.jspecify.annotations.NullMarked;
