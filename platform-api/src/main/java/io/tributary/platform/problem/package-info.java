/** What goes wrong, in words: error codes of requests, and problems of the running platform. */
@NullMarked
package io.tributary.platform.problem;

import org.jspecify.annotations.NullMarked;
