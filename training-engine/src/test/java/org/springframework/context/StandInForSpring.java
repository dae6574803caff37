package org.springframework.context;

/** The engine's class path has no Spring, so a rule against it is tried with this stand-in. */
public interface StandInForSpring {}
