package io.tributary.engine.architecture;

import org.springframework.context.StandInForSpring;

/** Breaks a rule on purpose. */
record UsesSpring(StandInForSpring context) {}
