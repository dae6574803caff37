package io.tributary.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {
  private static AgentSettings settings(String... variables) {
    Map<String, String> environment = new HashMap<>(Map.of("TRIBUTARY_AGENT_TOKEN", "t"));
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return AgentSettings.from(environment);
  }

  @Test
  void anAgentIsOfNoSiteUnlessItSaysSo() {
    assertThat(settings().site()).isNull();
    assertThat(settings().relay()).isFalse();
    assertThat(settings("TRIBUTARY_AGENT_SITE", " ", "TRIBUTARY_AGENT_RELAY", "").site()).isNull();
  }

  @Test
  void aRelaySumsForItsSite() {
    AgentSettings relay =
        settings("TRIBUTARY_AGENT_SITE", "hall-3.north", "TRIBUTARY_AGENT_RELAY", "true");
    assertThat(relay.site()).isEqualTo("hall-3.north");
    assertThat(relay.relay()).isTrue();
  }

  @Test
  void aRelayWithoutASiteIsAMistake() {
    assertThatThrownBy(() -> settings("TRIBUTARY_AGENT_RELAY", "true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TRIBUTARY_AGENT_SITE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1"})
  void whatIsNeitherTrueNorFalseIsAMistake(String relay) {
    assertThatThrownBy(
            () -> settings("TRIBUTARY_AGENT_SITE", "north", "TRIBUTARY_AGENT_RELAY", relay))
        .hasMessageContaining("\"%s\"".formatted(relay));
  }

  @Test
  void aSiteHasToFitTheNameOfATopic() {
    assertThatThrownBy(() -> settings("TRIBUTARY_AGENT_SITE", "hall 3"))
        .hasMessageContaining("\"hall 3\"");
  }
}
