package io.tributary.platform.job;

import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobSpec;
import io.tributary.client.problem.Violation;
import io.tributary.engine.id.JobId;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.checkpoint.StoredState;
import io.tributary.platform.job.spec.ForkDocument;
import io.tributary.platform.job.spec.JobSpecReader;
import io.tributary.platform.job.spec.JobSpecReader.Reading;
import io.tributary.platform.job.spec.Violations;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a document to a stored job. The request to start it is published after the commit: a crash
 * in between leaves a QUEUED row, which the next start of the platform finds.
 */
@Service
class JobSubmission {
  private static final int LONGEST_INHERITED_NAME = 150;

  private final JobSpecReader reader;
  private final ForkRules forkRules;
  private final StartRules startRules;
  private final StoredJobs jobs;
  private final JobJson json;
  private final Checkpoints checkpoints;
  private final IdempotencyKeys keys;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher publisher;
  private final Clock clock;

  JobSubmission(
      JobSpecReader reader,
      ForkRules forkRules,
      StartRules startRules,
      StoredJobs jobs,
      JobJson json,
      Checkpoints checkpoints,
      IdempotencyKeys keys,
      TransactionTemplate transaction,
      ApplicationEventPublisher publisher,
      Clock clock) {
    this.reader = reader;
    this.forkRules = forkRules;
    this.startRules = startRules;
    this.jobs = jobs;
    this.json = json;
    this.checkpoints = checkpoints;
    this.keys = keys;
    this.transaction = transaction;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** The complete spec; throws {@code INVALID_JOB_SPEC} with every violation. */
  JobSpec validate(JsonNode document) {
    return check(document).spec();
  }

  /**
   * Stores the job.
   *
   * @param key of a request that may be repeated; null where the client sent none
   * @return the new job, or the one that an earlier request with the same key became
   */
  JobId submit(JsonNode document, String user, IdempotencyKeys.@Nullable Key key) {
    Optional<JobId> earlier = key == null ? Optional.empty() : keys.find(key);
    return earlier.isPresent() ? earlier.get() : accept(check(document), user, key);
  }

  /**
   * Stores several jobs, or none.
   *
   * @param beside what else is stored in the same transaction, given the new jobs
   * @return the new jobs, or the first of those that an earlier request with the same key became
   */
  List<JobId> submitAll(
      List<JsonNode> documents,
      String user,
      IdempotencyKeys.@Nullable Key key,
      Consumer<List<JobId>> beside) {
    Optional<JobId> earlier = key == null ? Optional.empty() : keys.find(key);
    return earlier.isPresent()
        ? List.of(earlier.get())
        : accept(documents.stream().map(this::check).toList(), user, key, beside);
  }

  /** Stores a job that goes on from a checkpoint of {@code source}. */
  JobId fork(JobRecord source, JsonNode document, String user, IdempotencyKeys.@Nullable Key key) {
    Optional<JobId> earlier = key == null ? Optional.empty() : keys.find(key);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Violations violations = new Violations();
    ForkDocument request = ForkDocument.read(document, violations);
    refuse(violations.all());
    ForkPoint point = new ForkPoint(source.id(), checkpoint(source, request.step()).step());
    ObjectNode spec = json.tree(source.spec());
    spec.put("name", inheritedName(source, point));
    if (request.spec() != null) {
      overlay(spec, request.spec());
    }
    spec.put("warmStart", point.toString());
    return accept(check(spec), user, key);
  }

  /** A spec that was found valid. */
  private record Checked(JobSpec spec, DatasetView dataset, @Nullable ForkPoint fork) {}

  private Checked check(JsonNode document) {
    Reading reading = reader.read(document);
    ForkPoint fork = forkRules.check(reading.spec(), reading.violations());
    JobSpec spec =
        startRules.check(
            reading.spec(), reading.dataset(), document.has("features"), reading.violations());
    refuse(reading.violations().all());
    return new Checked(spec, Objects.requireNonNull(reading.dataset()), fork);
  }

  private JobId accept(Checked checked, String user, IdempotencyKeys.@Nullable Key key) {
    return accept(List.of(checked), user, key, stored -> {}).getFirst();
  }

  private List<JobId> accept(
      List<Checked> checked,
      String user,
      IdempotencyKeys.@Nullable Key key,
      Consumer<List<JobId>> beside) {
    List<NewJob> requests = checked.stream().map(each -> request(each, user)).toList();
    List<JobId> ids = requests.stream().map(NewJob::id).toList();
    boolean stored =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  requests.forEach(jobs::create);
                  beside.accept(ids);
                  if (key != null && !keys.claim(key, ids.getFirst(), clock.instant())) {
                    status.setRollbackOnly();
                    return false;
                  }
                  return true;
                }));
    if (!stored) {
      return List.of(keys.find(Objects.requireNonNull(key)).orElseThrow());
    }
    ids.forEach(id -> publisher.publishEvent(new JobCommand(id, JobCommand.Kind.START)));
    return ids;
  }

  private static NewJob request(Checked checked, String user) {
    JobSpec spec = checked.spec();
    return new NewJob(
        new JobId(UUID.randomUUID()),
        Objects.requireNonNull(spec.name()),
        spec,
        Objects.requireNonNull(spec.dataset()),
        checked.dataset().id(),
        Objects.requireNonNull(spec.task()),
        Objects.requireNonNull(Objects.requireNonNull(spec.model()).type()),
        Objects.requireNonNull(spec.priority()),
        checked.fork(),
        user);
  }

  private StoredState checkpoint(JobRecord source, @Nullable Long step) {
    Optional<StoredState> found =
        step == null
            ? checkpoints.latestState(source.id())
            : checkpoints.stateAt(source.id(), step);
    return found.orElseThrow(
        () ->
            new PlatformException(
                ErrorCode.CONFLICT,
                "Job \"%s\" is %s and has no checkpoint%s."
                    .formatted(
                        source.name(), source.state(), step == null ? " yet" : " at step " + step),
                "GET /api/v1/jobs/%s/checkpoints lists the steps that have one."
                    .formatted(source.id())));
  }

  private static String inheritedName(JobRecord source, ForkPoint point) {
    String name = source.name();
    String start =
        name.length() > LONGEST_INHERITED_NAME ? name.substring(0, LONGEST_INHERITED_NAME) : name;
    return "%s (from step %d)".formatted(start, point.step());
  }

  /** Mappings are merged key by key; everything else is replaced; null keeps what is there. */
  private static void overlay(ObjectNode target, JsonNode changes) {
    for (String key : changes.propertyNames()) {
      JsonNode change = changes.get(key);
      if (change.isNull()) {
        continue;
      }
      if (change.isObject() && target.get(key) instanceof ObjectNode nested) {
        overlay(nested, change);
      } else {
        target.set(key, change);
      }
    }
  }

  /** The answer to a spec with one mistake. */
  static PlatformException invalidSpec(String field, String message, String advice) {
    return new PlatformException(
        ErrorCode.INVALID_JOB_SPEC,
        message,
        advice,
        List.of(new Violation(field, message, advice)));
  }

  private static void refuse(List<Violation> violations) {
    if (violations.isEmpty()) {
      return;
    }
    String fields =
        violations.stream().map(Violation::field).distinct().collect(Collectors.joining(", "));
    throw new PlatformException(
        ErrorCode.INVALID_JOB_SPEC,
        violations.size() == 1
            ? violations.getFirst().message()
            : "The job spec has %d mistakes, in: %s.".formatted(violations.size(), fields),
        violations.size() == 1
            ? violations.getFirst().advice()
            : "Correct each of them; nothing was stored.",
        violations);
  }
}
