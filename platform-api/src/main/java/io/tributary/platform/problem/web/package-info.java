/**
 * Purpose: error answers and the list of problems over HTTP. Entry point: {@link ErrorAdvice},
 * {@link ProblemController}. Who may call: Spring MVC only. Threading: stateless. Invariant: a
 * mistake of a user never becomes a 500.
 */
@NullMarked
package io.tributary.platform.problem.web;

import org.jspecify.annotations.NullMarked;
