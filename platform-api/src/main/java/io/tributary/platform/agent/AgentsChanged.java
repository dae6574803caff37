package io.tributary.platform.agent;

import java.util.List;

/** Application event: agents came or went. Ask {@link Agents} what is true now. */
public record AgentsChanged(List<String> sentences) {
  public AgentsChanged {
    sentences = List.copyOf(sentences);
  }
}
