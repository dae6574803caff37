package io.tributary.web.platform;

/** Whoever carries a bearer token of the control plane. */
public interface TokenHolder {
  String token();
}
