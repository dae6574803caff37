package io.tributary.platform.job;

import io.tributary.client.job.JobEvent;
import io.tributary.engine.id.JobId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Writes a job's events as server-sent events: first what the history has, then what happens. Every
 * kept event is sent exactly once and in order, whatever is published while the history is read.
 */
@Component
class JobEventWriter {
  private static final int PAGE = 500;

  private final JobStream stream;
  private final JobHistory history;
  private final Jobs jobs;
  private final JobJson json;
  private final Duration heartbeat;

  JobEventWriter(
      JobStream stream, JobHistory history, Jobs jobs, JobJson json, JobSettings settings) {
    this.stream = stream;
    this.history = history;
    this.jobs = jobs;
    this.json = json;
    this.heartbeat = settings.eventHeartbeat();
  }

  /**
   * Returns when the job has ended and all is sent, or when the platform stops.
   *
   * @param after sequence of the last event that the reader has; 0 for none
   * @throws IOException when the reader is gone
   */
  void write(JobId job, long after, OutputStream out) throws IOException, InterruptedException {
    EventQueue queue = stream.join(job);
    try {
      Reader reader = new Reader(job, after, out);
      reader.comment("connected");
      reader.catchUp();
      boolean over = reader.ended || jobs.get(job).state().isTerminal();
      if (over) {
        reader.catchUp();
      }
      while (!over) {
        over =
            switch (queue.take(heartbeat)) {
              case EventQueue.Taken.Next next -> reader.accept(next.event());
              case EventQueue.Taken.Silence silence -> reader.comment("heartbeat");
              case EventQueue.Taken.Closed closed -> true;
            };
      }
    } finally {
      stream.leave(job, queue);
    }
  }

  /** One connection. */
  private final class Reader {
    private final JobId job;
    private final OutputStream out;
    private long sequence;
    private boolean ended;

    private Reader(JobId job, long sequence, OutputStream out) {
      this.job = job;
      this.sequence = sequence;
      this.out = out;
    }

    /** Whether this was the last event of the job. */
    private boolean accept(JobEvent event) throws IOException {
      if (event.sequence() == 0) {
        send(event);
      } else if (event.sequence() == sequence + 1) {
        send(event);
      } else if (event.sequence() > sequence) {
        catchUp();
      }
      return ended;
    }

    private void catchUp() throws IOException {
      List<JobEvent> missed = history.after(job, sequence, PAGE);
      while (!missed.isEmpty()) {
        for (JobEvent event : missed) {
          send(event);
        }
        missed = history.after(job, sequence, PAGE);
      }
    }

    private void send(JobEvent event) throws IOException {
      StringBuilder text = new StringBuilder();
      if (event.sequence() > 0) {
        text.append("id:").append(event.sequence()).append('\n');
        sequence = event.sequence();
      }
      text.append("event:").append(event.kind()).append('\n');
      text.append("data:").append(json.write(event)).append("\n\n");
      write(text.toString());
      ended = ended || ends(event);
    }

    /** A line that readers ignore; shows that both ends are alive. */
    private boolean comment(String text) throws IOException {
      write(": " + text + "\n\n");
      return false;
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static boolean ends(JobEvent event) {
    return event.kind().equals("state")
        && event.values().get("state") instanceof String state
        && JobState.valueOf(state).isTerminal();
  }
}
