package io.tributary.agent.local;

import io.tributary.dataset.RowSink;
import io.tributary.engine.contribution.PartitionRows;
import io.tributary.engine.plan.EdgeFiles;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.preprocessing.ExamplesBuffer;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.FitRequest;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.PreprocessingFitter;
import io.tributary.engine.preprocessing.PreprocessingSums;
import io.tributary.engine.preprocessing.RowWeight;
import io.tributary.engine.table.RowPicker;
import io.tributary.engine.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Local files as partitions of jobs: their rows for this agent, their sums for all. Thread-safe.
 */
public final class LocalPartitions {
  private final LocalDirectory directory;

  public LocalPartitions(LocalDirectory directory) {
    this.directory = directory;
  }

  /** The partition's rows, ready for the kernel. */
  public PartitionRows load(TrainingPlan plan, int partition) throws IOException {
    EdgeFiles files = Objects.requireNonNull(plan.edge());
    Preprocessing preprocessing = plan.preprocessing();
    ExamplesBuffer train = new ExamplesBuffer(preprocessing, false);
    ExamplesBuffer holdout = new ExamplesBuffer(preprocessing, false);
    split(files, partition, columns(preprocessing), train::add, holdout::add);
    return new PartitionRows(partition, train.toExamples(), holdout.toExamples());
  }

  private static List<String> columns(Preprocessing preprocessing) {
    List<String> columns =
        new ArrayList<>(preprocessing.features().stream().map(FeatureTransform::column).toList());
    String label = preprocessing.target().column();
    RowWeight weight = preprocessing.weight();
    if (label != null) {
      columns.add(label);
    }
    if (weight != null) {
      columns.add(weight.column());
    }
    return columns;
  }

  /** What a preprocessing needs to know of the partition's training rows, as far as it is told. */
  public PreprocessingSums sums(FitRequest request, int partition) throws IOException {
    String name = directory.nameOf(request.files().digests().get(partition));
    if (!directory.sharesStatistics()) {
      throw WithheldException.saying(
          "this agent may tell no sums over the file of %s: start it with --share statistics"
              .formatted(name));
    }
    PreprocessingFitter fitter = request.fitter();
    split(request.files(), partition, request.columns(), fitter::accept, held -> {});
    try {
      return fitter.sums().withoutRare(directory.leastRows());
    } catch (IllegalArgumentException e) {
      // Names columns and counts, and no value.
      throw WithheldException.saying(String.valueOf(e.getMessage()));
    }
  }

  private void split(
      EdgeFiles files,
      int partition,
      List<String> columns,
      Consumer<Table> train,
      Consumer<Table> holdout)
      throws IOException {
    String digest = files.digests().get(partition);
    BitSet held = files.held(partition, directory.rows(digest));
    int[] seen = {0};
    RowSink sink =
        table -> {
          int from = seen[0];
          seen[0] += table.rows();
          train.accept(RowPicker.pick(table, positions(held, from, table.rows(), false)));
          holdout.accept(RowPicker.pick(table, positions(held, from, table.rows(), true)));
        };
    directory.read(digest, columns, sink);
  }

  private static int[] positions(BitSet held, int from, int rows, boolean wanted) {
    return IntStream.range(0, rows).filter(row -> held.get(from + row) == wanted).toArray();
  }
}
