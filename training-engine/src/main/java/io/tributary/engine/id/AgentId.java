package io.tributary.engine.id;

/** Identity of an agent: short, printable, chosen by the control plane at enrolment. */
public record AgentId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
