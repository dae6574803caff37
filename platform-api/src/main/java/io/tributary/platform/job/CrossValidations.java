package io.tributary.platform.job;

import io.tributary.client.job.CrossValidation;
import io.tributary.client.job.CrossValidation.Fold;
import io.tributary.client.job.CrossValidation.Spread;
import io.tributary.client.job.Holdout;
import io.tributary.engine.id.JobId;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * k-fold cross-validation: one job per fold, all stored in one transaction or none. Nothing runs
 * but those jobs; what they say together is worked out when somebody asks.
 */
@Service
class CrossValidations {
  private static final int USUAL_FOLDS = 5;
  private static final int LONGEST_NAME = 170;

  private final JobSubmission submission;
  private final JobSummaries summaries;
  private final JdbcClient database;

  CrossValidations(JobSubmission submission, JobSummaries summaries, JdbcClient database) {
    this.submission = submission;
    this.summaries = summaries;
    this.database = database;
  }

  /**
   * Submits the document once per fold.
   *
   * @param document a job spec; its holdout is of type fold, without a fold, or left out
   * @return the new cross-validation's identity, or that of an earlier request with the same key
   */
  UUID submit(JsonNode document, String user, IdempotencyKeys.@Nullable Key key) {
    List<JsonNode> folds = folds(document);
    UUID id = UUID.randomUUID();
    List<JobId> jobs = submission.submitAll(folds, user, key, stored -> link(id, stored));
    return of(jobs.getFirst().value());
  }

  private void link(UUID id, List<JobId> jobs) {
    for (int i = 0; i < jobs.size(); i++) {
      database
          .sql(
              """
              insert into cross_validation_fold (cross_validation, fold, job_id)
              values (:id, :fold, :job)
              """)
          .param("id", id)
          .param("fold", i + 1)
          .param("job", jobs.get(i).value())
          .update();
    }
  }

  /**
   * @param reference identity of a cross-validation, or of one of its jobs
   */
  CrossValidation get(UUID reference) {
    UUID id = of(reference);
    Map<Integer, JobId> jobs = new TreeMap<>();
    database
        .sql("select fold, job_id from cross_validation_fold where cross_validation = :id")
        .param("id", id)
        .query(
            (RowCallbackHandler)
                row ->
                    jobs.put(row.getInt("fold"), new JobId(row.getObject("job_id", UUID.class))));
    List<Fold> folds = new ArrayList<>();
    jobs.forEach((fold, job) -> folds.add(new Fold(fold, summaries.summary(job))));
    return new CrossValidation(id.toString(), folds, spreads(folds));
  }

  private UUID of(UUID reference) {
    return database
        .sql(
            """
            select cross_validation from cross_validation_fold
            where cross_validation = :id or job_id = :id limit 1
            """)
        .param("id", reference)
        .query(UUID.class)
        .optional()
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "There is no cross-validation %s.".formatted(reference),
                    "Give the id that POST /api/v1/cross-validations answered with, or that of one of its jobs."));
  }

  /** Of the jobs that succeeded: others have values too, but of parameters half learnt. */
  static Map<String, Spread> spreads(List<Fold> folds) {
    Map<String, List<Double>> values = new TreeMap<>();
    for (Fold fold : folds) {
      if (fold.job().state().equals(JobState.SUCCEEDED.name())) {
        fold.job()
            .metrics()
            .forEach(
                (name, value) -> {
                  if (value instanceof Number number) {
                    values.computeIfAbsent(name, n -> new ArrayList<>()).add(number.doubleValue());
                  }
                });
      }
    }
    Map<String, Spread> spreads = new TreeMap<>();
    values.forEach((name, all) -> spreads.put(name, spread(all)));
    return spreads;
  }

  private static Spread spread(List<Double> values) {
    DoubleSummaryStatistics all =
        values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    double squares = 0;
    for (double value : values) {
      squares += (value - all.getAverage()) * (value - all.getAverage());
    }
    return new Spread(
        all.getAverage(),
        Math.sqrt(squares / Math.max(1, values.size() - 1)),
        all.getMin(),
        all.getMax(),
        values.size());
  }

  /** The document once per fold; one only where it is not even that, so that it is refused. */
  private static List<JsonNode> folds(JsonNode document) {
    if (!(document instanceof ObjectNode spec)) {
      return List.of(document);
    }
    JsonNode evaluation = spec.path("evaluation");
    JsonNode holdout = evaluation.path("holdout");
    boolean readable =
        (absent(evaluation) || evaluation.isObject()) && (absent(holdout) || holdout.isObject());
    boolean fold = absent(holdout) || holdout.path("type").asString("").equals(Holdout.FOLD);
    if (!readable || !fold || !absent(holdout.path("fold"))) {
      throw notFolds();
    }
    JsonNode asked = holdout.path("folds");
    int folds = absent(asked) ? USUAL_FOLDS : asked.isInt() ? asked.intValue() : 1;
    List<JsonNode> documents = new ArrayList<>();
    for (int i = 1; i <= Math.max(1, folds); i++) {
      documents.add(fold(spec, folds, i, asked));
      if (documents.size() > Holdout.MOST_FOLDS) {
        // More than any spec may have: the first is refused with the range.
        return documents.subList(0, 1);
      }
    }
    return documents;
  }

  private static JsonNode fold(ObjectNode spec, int folds, int fold, JsonNode asked) {
    ObjectNode copy = spec.deepCopy();
    ObjectNode evaluation = child(copy, "evaluation");
    ObjectNode holdout = child(evaluation, "holdout");
    holdout.put("type", Holdout.FOLD);
    holdout.set("folds", absent(asked) ? JsonNodeFactory.instance.numberNode(folds) : asked);
    holdout.put("fold", fold);
    String name = spec.path("name").asString(spec.path("dataset").asString(""));
    if (!name.isBlank() && name.length() <= LONGEST_NAME && !spec.path("name").isNumber()) {
      copy.put("name", "%s (fold %d of %d)".formatted(name, fold, folds));
    }
    return copy;
  }

  private static ObjectNode child(ObjectNode parent, String key) {
    if (parent.get(key) instanceof ObjectNode child) {
      return child;
    }
    ObjectNode child = JsonNodeFactory.instance.objectNode();
    parent.set(key, child);
    return child;
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static PlatformException notFolds() {
    return JobSubmission.invalidSpec(
        "evaluation.holdout",
        "evaluation.holdout is not the one of a cross-validation: every fold is kept out once.",
        "Leave it out, or write {type: fold, folds: 5}, without fold.");
  }
}
