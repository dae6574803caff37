package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.FetchView;
import io.tributary.client.problem.ErrorResponse;
import io.tributary.client.problem.Violation;
import io.tributary.dataset.FileException;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.problem.ErrorAnswers;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Reads sources in the background, so that whoever asked can watch how far it is. What has ended is
 * known for an hour; a control plane that ends forgets what it was reading, and nothing is stored
 * of it. Thread-safe.
 */
@Service
public class Fetches {
  private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);
  private static final int MOST_AT_A_TIME = 8;
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  private final Sources sources;
  private final Uploads uploads;
  private final Clock clock;
  private final ExecutorService readers;
  private final Map<String, Fetch> fetches = new ConcurrentHashMap<>();

  private static final class Fetch {
    private final String id = UUID.randomUUID().toString();
    private final String user;
    private final Instant startedAt;
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable DatasetView dataset;
    private volatile @Nullable ErrorResponse problem;

    private Fetch(String user, Instant startedAt) {
      this.user = user;
      this.startedAt = startedAt;
    }

    private boolean reads() {
      return dataset == null && problem == null;
    }

    private FetchView view() {
      // The end is read before what it ends with.
      String state =
          dataset != null
              ? FetchView.STORED
              : problem != null ? FetchView.REFUSED : FetchView.READING;
      return new FetchView(id, state, startedAt, bytes.get(), dataset, problem);
    }
  }

  @Autowired
  Fetches(Sources sources, Uploads uploads, Clock clock) {
    this(
        sources,
        uploads,
        clock,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("fetch-", 0).factory()));
  }

  Fetches(Sources sources, Uploads uploads, Clock clock, ExecutorService readers) {
    this.sources = sources;
    this.uploads = uploads;
    this.clock = clock;
    this.readers = readers;
  }

  /**
   * Begins to read.
   *
   * @param spec JSON; null where the client sent none
   */
  public FetchView begin(DatasetSource source, byte @Nullable [] spec, String user) {
    Instant now = clock.instant();
    fetches.values().removeIf(f -> !f.reads() && f.startedAt.plus(KNOWN_FOR).isBefore(now));
    if (fetches.values().stream().filter(Fetch::reads).count() >= MOST_AT_A_TIME) {
      throw PlatformException.retryLater(
          ErrorCode.TOO_MANY_REQUESTS,
          "%d sources are being read, which is the limit.".formatted(MOST_AT_A_TIME),
          "Try again when one of them has ended.",
          Duration.ofSeconds(10));
    }
    Fetch fetch = new Fetch(user, now);
    fetches.put(fetch.id, fetch);
    readers.execute(() -> read(fetch, source, spec));
    return fetch.view();
  }

  /** How far it is; NOT_FOUND for what another user began, or what is not known any more. */
  public FetchView get(String id, String user) {
    Fetch fetch = fetches.get(id);
    if (fetch == null || !fetch.user.equals(user)) {
      throw new PlatformException(
          ErrorCode.NOT_FOUND,
          "No reading of a source is known by that id.",
          "It may have ended with the control plane: look for the data set, or begin again.");
    }
    return fetch.view();
  }

  private void read(Fetch fetch, DatasetSource source, byte @Nullable [] spec) {
    try (ReceivedFiles folder = uploads.folder(fetch.bytes::addAndGet)) {
      Fetched fetched = sources.fetch(source, fetch.user, folder);
      fetch.dataset = uploads.store(fetched, spec, fetch.user, null);
      sources.stored(source, fetch.user);
    } catch (PlatformException e) {
      fetch.problem = problem(e.code(), e.getMessage(), e.advice(), e.violations());
    } catch (FileException e) {
      fetch.problem =
          problem(ErrorCode.valueOf(e.fault().name()), e.getMessage(), e.advice(), e.violations());
    } catch (IOException | RuntimeException e) {
      LOG.error("reading a source for {} failed", fetch.user, e);
      fetch.problem =
          problem(
              ErrorCode.INTERNAL,
              "Reading ended with an error of the platform.",
              "Try again; the control plane's log has the details.",
              List.of());
    }
  }

  private static ErrorResponse problem(
      ErrorCode code, @Nullable String sentence, String advice, List<Violation> violations) {
    return ErrorAnswers.body(code, String.valueOf(sentence), advice, violations, "/api/v1/fetches");
  }

  @PreDestroy
  void close() {
    readers.shutdownNow();
  }
}
