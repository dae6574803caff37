package io.tributary.engine.plan;

/** Element-wise function after a hidden layer. */
public enum Activation {
  RELU,
  TANH,
  SIGMOID,
  /** None: of the layer that gives an autoencoder's code. */
  IDENTITY
}
