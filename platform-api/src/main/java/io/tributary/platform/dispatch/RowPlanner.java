package io.tributary.platform.dispatch;

import static java.util.Objects.requireNonNull;

import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec.RowsSpec;
import io.tributary.engine.plan.Task;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.dispatch.RowKeys.Groups;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a job's row plan; reads the columns that decide about rows, once each. Not thread-safe. */
final class RowPlanner {
  private final Datasets datasets;
  private final PlanRequest request;
  private final int rows;
  private final Map<String, RowKeys> keys = new HashMap<>();

  RowPlanner(Datasets datasets, PlanRequest request, int rows) {
    this.datasets = datasets;
    this.request = request;
    this.rows = rows;
  }

  RowPlan plan() {
    int[] order = RowPlan.order(rows, request.seed());
    RowPlan plan = new RowPlan(order, held(order), dealing(), request.partitions());
    int empty = plan.trainRows().indexOf(0);
    if (empty >= 0 && !request.splitsColumns()) {
      throw new PlatformException(
          ErrorCode.INVALID_CONTENT,
          "Partition %d of %d would have no row to train on: too few rows, or values of a column, are left beside the holdout."
              .formatted(empty, request.partitions()),
          "Write fewer training.partitions, a smaller evaluation.holdout, or other training.rows.");
    }
    return plan;
  }

  private RowDealing dealing() {
    RowsSpec spec = request.dealing();
    if (spec == null || request.splitsColumns()) {
      return RowDealing.inTurn();
    }
    return switch (requireNonNull(spec.type())) {
      case RowsSpec.RANDOM -> RowDealing.inTurn();
      case RowsSpec.KEY -> RowDealing.whole(keys(requireNonNull(spec.column())).groups());
      case RowsSpec.TIME -> RowDealing.inOrder(keys(requireNonNull(spec.column())).ranks());
      case RowsSpec.STRATIFIED ->
          RowDealing.stratified(keys(requireNonNull(spec.column())).groups());
      case RowsSpec.LABEL_SKEW ->
          RowDealing.skewed(
              keys(requireNonNull(spec.column())).groups(),
              requireNonNull(spec.alpha()),
              request.seed());
      default -> throw new IllegalStateException("rows " + spec);
    };
  }

  private BitSet held(int[] order) {
    Holdout holdout = request.holdout();
    return switch (holdout.type()) {
      case Holdout.RANDOM -> HeldRows.random(order, requireNonNull(holdout.share()));
      case Holdout.STRATIFIED ->
          HeldRows.stratified(
              order,
              requireNonNull(holdout.share()),
              keys(requireNonNull(holdout.column())).groups());
      case Holdout.TIME ->
          HeldRows.last(
              keys(requireNonNull(holdout.column())).ranks(), requireNonNull(holdout.share()));
      case Holdout.GROUP ->
          HeldRows.groups(
              order,
              requireNonNull(holdout.share()),
              keys(requireNonNull(holdout.column())).groups(),
              request.seed());
      case Holdout.FOLD ->
          HeldRows.fold(
              order, requireNonNull(holdout.folds()), requireNonNull(holdout.fold()), classes());
      default -> throw new IllegalStateException("holdout " + holdout);
    };
  }

  /** Rows by class; all alike where there are none. */
  private Groups classes() {
    return request.task() == Task.CLASSIFICATION
        ? keys(requireNonNull(request.label())).groups()
        : Groups.one(rows);
  }

  private RowKeys keys(String column) {
    return keys.computeIfAbsent(column, this::read);
  }

  private RowKeys read(String column) {
    RowKeys read = new RowKeys(rows);
    datasets.scan(
        request.job().datasetId(),
        List.of(column),
        table -> read.accept(table.columns().getFirst()));
    return read;
  }
}
