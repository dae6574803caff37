/** Problems: what is wrong, in words, with cause and advice. */
@NullMarked
package io.tributary.client.problem;

import org.jspecify.annotations.NullMarked;
