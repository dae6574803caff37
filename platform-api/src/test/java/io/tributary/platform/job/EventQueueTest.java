package io.tributary.platform.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.job.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue(3);

  @Test
  void aSlowReaderLosesTheOldestStepsAndNeverAState() throws InterruptedException {
    queue.offer(step(1));
    queue.offer(state(1));
    queue.offer(step(2));
    queue.offer(state(2));
    queue.offer(step(3));
    assertThat(taken()).containsExactly(state(1), state(2), step(3));
  }

  @Test
  void aQueueFullOfStatesDropsAStep() throws InterruptedException {
    queue.offer(state(1));
    queue.offer(state(2));
    queue.offer(state(3));
    queue.offer(step(1));
    assertThat(taken()).containsExactly(state(1), state(2), state(3));
  }

  @Test
  void aQueueFullOfStatesClosesRatherThanLosingOne() throws InterruptedException {
    for (int sequence = 1; sequence <= 4; sequence++) {
      queue.offer(state(sequence));
    }
    queue.offer(state(5));
    assertThat(taken()).containsExactly(state(1), state(2), state(3));
    assertThat(queue.take(Duration.ZERO)).isInstanceOf(EventQueue.Taken.Closed.class);
  }

  @Test
  void anOpenQueueWithoutEventsIsSilent() throws InterruptedException {
    assertThat(queue.take(Duration.ZERO)).isInstanceOf(EventQueue.Taken.Silence.class);
  }

  private List<JobEvent> taken() throws InterruptedException {
    List<JobEvent> events = new ArrayList<>();
    while (queue.take(Duration.ZERO) instanceof EventQueue.Taken.Next next) {
      events.add(next.event());
    }
    return events;
  }

  private static JobEvent state(long sequence) {
    return new JobEvent(sequence, "state", Instant.EPOCH, "", Map.of());
  }

  private static JobEvent step(int step) {
    return new JobEvent(0, "step", Instant.EPOCH, "", Map.of("step", step));
  }
}
