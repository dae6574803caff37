package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void withoutSettingsTheDashboardIsOn8080AndTheApiOn8081() {
    assertThat(Ports.of(Map.of())).isEqualTo(new Ports(8080, 8081, 0, 0));
  }

  @Test
  void settingsChooseOtherPorts() {
    assertThat(Ports.of(Map.of("TRIBUTARY_WEB_PORT", "18080", "TRIBUTARY_API_PORT", "18081")))
        .isEqualTo(new Ports(18080, 18081, 0, 0));
  }

  @Test
  void textInsteadOfANumberIsNamed() {
    assertThatThrownBy(() -> Ports.of(Map.of("TRIBUTARY_WEB_PORT", "http")))
        .isInstanceOf(LauncherException.class)
        .hasMessage("TRIBUTARY_WEB_PORT is 'http', not a port number.");
  }

  @Test
  void aNumberBeyondThePortsIsRefused() {
    assertThatThrownBy(() -> Ports.of(Map.of("TRIBUTARY_API_PORT", "65536")))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("65536");
  }

  @Test
  void oneNumberForBothIsRefused() {
    assertThatThrownBy(
            () -> Ports.of(Map.of("TRIBUTARY_WEB_PORT", "9000", "TRIBUTARY_API_PORT", "9000")))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("must differ");
  }

  @Test
  void zeroBecomesAFreePortAndOtherNumbersStay() {
    Ports resolved = new Ports(0, 4711, 0, 0).resolved();

    assertThat(resolved.api()).isEqualTo(4711);
    assertThat(resolved.web()).isPositive();
    assertThat(resolved.kafka()).isPositive();
    assertThat(resolved.postgres()).isPositive();
  }
}
