package io.tributary.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.client.job.JobEvent;
import io.tributary.client.job.JobView;
import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.BatchPlan;
import io.tributary.engine.plan.CompressionDefinition;
import io.tributary.engine.plan.Initial;
import io.tributary.engine.plan.LearningRateSchedule;
import io.tributary.engine.plan.ModelDefinition;
import io.tributary.engine.plan.OptimizerDefinition;
import io.tributary.engine.plan.Regularization;
import io.tributary.engine.plan.StrategyDefinition;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.platform.job.JobTestApplication.Commands;
import io.tributary.platform.job.spec.SpecDocument;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs against a real PostgreSQL. */
@SpringBootTest(classes = JobTestApplication.class)
class StoredJobsTest {
  private static final JobReason REASON =
      new JobReason("NO_AGENTS", "No agent is there.", "Start one.", Map.of("agents", 0));

  @Autowired private Jobs jobs;
  @Autowired private JobSubmission submission;
  @Autowired private JobHistory history;
  @Autowired private JobViews views;
  @Autowired private JobDatasetUsers users;
  @Autowired private Commands commands;
  @Autowired private JdbcClient database;

  @Test
  void anAcceptedJobIsQueuedWithAReasonAndIsAskedToStart() {
    JobId id = submit();
    JobRecord job = jobs.get(id);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.reason()).isNotNull();
    assertThat(job.datasetId()).isEqualTo("id-of-digits");
    assertThat(job.spec().dataset()).isEqualTo("digits@1");
    assertThat(commands.published).contains(new JobCommand(id, JobCommand.Kind.START));
    assertThat(history.after(id, 0, 10)).extracting(JobEvent::kind).containsExactly("state");
  }

  @ParameterizedTest
  @EnumSource
  void advanceMovesWhereTheTableAllowsAndThrowsWhereItForbids(JobState from) {
    for (JobState to : JobState.values()) {
      JobId id = submit();
      database
          .sql("update job set state = :state where id = :id")
          .param("state", from.name())
          .param("id", id.value())
          .update();
      if (from.mayBecome(to)) {
        jobs.advance(id, to, REASON);
        assertThat(jobs.get(id).state()).isEqualTo(to);
        assertThat(jobs.get(id).reason()).isEqualTo(REASON);
      } else {
        assertThatThrownBy(() -> jobs.advance(id, to, REASON))
            .isInstanceOf(IllegalTransition.class)
            .hasMessageContaining(from.name())
            .hasMessageContaining(to.name());
        assertThat(jobs.get(id).state()).isEqualTo(from);
      }
    }
  }

  @Test
  void everyMoveIsInTheHistoryInOrderWithoutGaps() {
    JobId id = submit();
    jobs.advance(id, JobState.STARTING, null);
    jobs.advance(id, JobState.RUNNING, null);
    jobs.explain(id, REASON);
    jobs.explain(id, REASON);
    jobs.advance(id, JobState.FAILED, REASON);
    List<JobEvent> events = history.after(id, 0, 100);
    assertThat(events).extracting(JobEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(events)
        .extracting(event -> event.values().get("state"))
        .containsExactly("QUEUED", "STARTING", "RUNNING", "RUNNING", "FAILED");
    JobView view = views.view(id);
    assertThat(view.startedAt()).isNotNull();
    assertThat(view.finishedAt()).isNotNull();
    assertThat(view.reason()).isEqualTo("NO_AGENTS");
  }

  @Test
  void ofManyWhoMoveAJobAtOnceExactlyOneSucceeds() throws Exception {
    JobId id = submit();
    Callable<Boolean> start =
        () -> {
          try {
            jobs.advance(id, JobState.STARTING, null);
            return true;
          } catch (IllegalTransition late) {
            return false;
          }
        };
    List<Boolean> outcomes = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> outcome : executor.invokeAll(List.of(start, start, start, start))) {
        outcomes.add(outcome.get());
      }
    }
    assertThat(outcomes).containsOnlyOnce(true).hasSize(4);
  }

  @Test
  void progressIsInTheViewAndDoesNotDisturbTheState() {
    JobId id = submit();
    jobs.advance(id, JobState.STARTING, null);
    jobs.advance(id, JobState.RUNNING, null);
    jobs.progressed(
        id,
        new JobProgress(
            50, 200, 1, 5, 10, 2560, Map.of("accuracy", 0.9), Map.of("loss", 0.5), "abc", null));
    jobs.progressed(id, new JobProgress(60, 200, 1, 5, 10, 2560, Map.of(), Map.of(), null, null));
    JobView view = views.view(id);
    assertThat(view.step()).isEqualTo(60);
    assertThat(view.parametersDigest()).isEqualTo("abc");
    assertThat(view.progress().etaSeconds()).isEqualTo(14.0);
    assertThat(view.progress().fraction()).isEqualTo(0.3);
    jobs.progressed(
        id,
        new JobProgress(
            70,
            200,
            1,
            5,
            10,
            2560,
            Map.of("accuracy", 0.9),
            Map.of("loss", 0.5),
            null,
            new JobView.RowLedger(1, 900, 2, 1)));
    assertThat(views.view(id).metrics())
        .containsEntry("accuracy", 0.9)
        .containsEntry("train", Map.of("loss", 0.5));
    assertThat(views.view(id).progress().rowLedger())
        .isEqualTo(new JobView.RowLedger(1, 900, 2, 1));
    jobs.advance(id, JobState.PAUSED, null);
    assertThat(jobs.get(id).state()).isEqualTo(JobState.PAUSED);
  }

  @Test
  void aPlanComesBackAsItWasStored() {
    JobId id = submit();
    assertThat(jobs.plan(id)).isEmpty();
    TrainingPlan plan =
        new TrainingPlan(
            id,
            Task.CLASSIFICATION,
            new ModelDefinition.Linear(true, Initial.ZEROS),
            new OptimizerDefinition.Momentum(0.05f, 0.9f),
            new LearningRateSchedule.Constant(0),
            Regularization.NONE,
            new Preprocessing(
                List.of(new FeatureTransform.Standardize("x", 0.1, 0.2, 0.3)),
                new TargetTransform.Classes("y", List.of("a", "b"))),
            new BatchPlan(List.of(10, 11), 4, 5),
            42,
            3,
            new StrategyDefinition.Synchronous(),
            new CompressionDefinition.None());
    jobs.plan(id, plan);
    assertThat(jobs.plan(id)).contains(plan);
  }

  @Test
  void jobsInStatesComeWithTheHighestPriorityFirstThenTheOldest() {
    JobId first = submit("priority: 0");
    JobId urgent = submit("priority: 7");
    JobId second = submit("priority: 0");
    assertThat(jobs.inStates(Set.of(JobState.QUEUED)))
        .extracting(JobRecord::id)
        .containsSubsequence(urgent, first, second);
  }

  @Test
  void aDatasetIsNeededByJobsThatHaveNotEnded() {
    JobId id = submit("name: reader");
    assertThat(users.usersOf("id-of-digits")).contains("job \"reader\" (QUEUED)");
    jobs.advance(id, JobState.CANCELLED, null);
    assertThat(users.usersOf("id-of-digits")).doesNotContain("job \"reader\" (CANCELLED)");
    assertThat(users.usersOf("another")).isEmpty();
  }

  @Test
  void anUnknownJobIsNotFoundByAnyMethod() {
    JobId nobody = new JobId(new UUID(0, 0));
    assertThatThrownBy(() -> jobs.get(nobody)).hasMessageContaining(nobody.toString());
    assertThatThrownBy(() -> jobs.advance(nobody, JobState.FAILED, null))
        .hasMessageContaining(nobody.toString());
    assertThatThrownBy(
            () ->
                jobs.progressed(
                    nobody, new JobProgress(0, 0, 0, 0, 0, 0, Map.of(), Map.of(), null, null)))
        .hasMessageContaining(nobody.toString());
  }

  private JobId submit(String... lines) {
    String text = "dataset: digits\nlabel: label\n" + String.join("\n", lines);
    return submission.submit(SpecDocument.parse(text, Notation.YAML), "ada", null);
  }
}
