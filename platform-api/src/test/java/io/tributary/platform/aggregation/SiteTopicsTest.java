package io.tributary.platform.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.engine.assignment.SiteRelay;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a relay that begins anew still has to read is kept. */
class SiteTopicsTest {
  private static final SiteRelay NORTH = new SiteRelay("north", "a", List.of("a", "b"));

  private final List<String> asked = new ArrayList<>();
  private CompletableFuture<Long> end = CompletableFuture.completedFuture(40L);
  private final SiteTopics topics = new SiteTopics(wire(), 2);

  private JobWire wire() {
    return (JobWire)
        Proxy.newProxyInstance(
            JobWire.class.getClassLoader(),
            new Class<?>[] {JobWire.class},
            (proxy, method, arguments) -> {
              asked.add(method.getName() + List.of(Objects.requireNonNull(arguments)));
              return method.getName().equals("siteEnd") ? end : null;
            });
  }

  @Test
  void aTopicIsMadeOnce() {
    topics.open(List.of(NORTH));
    topics.open(List.of(NORTH));
    assertThat(asked).containsExactly("openSite[north]");
  }

  @Test
  void onlyStepsThatAreCommittedAreTrimmed() {
    topics.open(List.of(NORTH));
    topics.trim(10);
    // Steps up to 12 could be computed when the topic ended at 40.
    topics.trim(11);
    topics.trim(12);
    assertThat(asked).containsExactly("openSite[north]", "siteEnd[north]");
    topics.trim(13);
    assertThat(asked).last().isEqualTo("trimSite[north, 40]");
  }

  @Test
  void anAnswerThatFailedOrIsNotThereTrimsNothing() {
    topics.open(List.of(NORTH));
    end = CompletableFuture.failedFuture(new IllegalStateException("away"));
    topics.trim(0);
    topics.trim(3);
    end = new CompletableFuture<>();
    topics.trim(4);
    topics.trim(7);
    assertThat(asked).containsExactly("openSite[north]", "siteEnd[north]", "siteEnd[north]");
    end = CompletableFuture.completedFuture(7L);
    topics.trim(8);
    topics.trim(11);
    assertThat(asked).last().isEqualTo("trimSite[north, 7]");
  }

  @Test
  void withoutARelayNobodyIsAsked() {
    topics.trim(1);
    topics.trim(9);
    assertThat(asked).isEmpty();
  }
}
