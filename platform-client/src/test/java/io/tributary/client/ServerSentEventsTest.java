package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

  @Test
  void dataLinesOfOneEventAreJoinedAndOneSpaceAfterTheColonIsDropped() {
    assertThat(events("data: a", "data:b", "data:  c", "data", "", "data: d", ""))
        .containsExactly("a\nb\n c\n", "d");
  }

  @Test
  void commentsAndUnknownFieldsAreIgnored() {
    assertThat(events(": keep-alive", "", "retry: 10", "event: step", "colour: red", "data: a", ""))
        .containsExactly("a");
  }

  @Test
  void anEventWithoutDataIsNoneAndAnUnfinishedOneIsDropped() {
    assertThat(events("event: step", "id: 4", "", "data: never finished")).isEmpty();
  }

  @Test
  void theLastIdStaysUntilAnotherComes() {
    ServerSentEvents events = new ServerSentEvents("3");
    assertThat(events.lastId()).isEqualTo("3");
    List.of("id: 7", "data: a", "", "data: b", "").forEach(events::line);
    assertThat(events.lastId()).isEqualTo("7");
    events.line("id: 9\0");
    assertThat(events.lastId()).isEqualTo("7");
  }

  private static List<String> events(String... lines) {
    ServerSentEvents events = new ServerSentEvents("");
    return List.of(lines).stream().map(events::line).filter(Objects::nonNull).toList();
  }
}
