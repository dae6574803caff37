package io.tributary.engine.plan;

/** Element-wise function after a hidden layer. */
public enum Activation {
  RELU,
  TANH,
  SIGMOID
}
