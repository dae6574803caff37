@NullMarked
package io.tributary.web;

import org.jspecify.annotations.NullMarked;
