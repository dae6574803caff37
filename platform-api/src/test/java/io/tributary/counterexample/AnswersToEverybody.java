package io.tributary.counterexample;

import org.springframework.web.bind.annotation.RestController;

/** Breaks the rule on controllers: it is public. Lies where no component scan looks. */
@RestController
public final class AnswersToEverybody {}
