package io.tributary.platform.model;

import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.problem.Violation;
import io.tributary.dataset.FileException;
import io.tributary.dataset.FileFault;
import io.tributary.dataset.FileKind;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.engine.plan.Task;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import io.tributary.platform.dataset.UploadedTables;
import io.tributary.platform.dataset.Uploads;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.function.SingletonSupplier;

/**
 * Predicts for the rows of a file. Columns that the model does not know are not looked at; a column
 * that the file does not have is a mistake, because a whole column is hardly ever missing, but
 * often misspelt. Thread-safe.
 */
@Service
public class FilePredictions {
  private final Models models;
  private final ModelRows rows;
  private final Uploads uploads;
  private final UploadedTables tables;

  FilePredictions(Models models, ModelRows rows, Uploads uploads, UploadedTables tables) {
    this.models = models;
    this.rows = rows;
    this.uploads = uploads;
    this.tables = tables;
  }

  /**
   * Writes one line per row, in the order of the rows. Nothing is written where a row or a column
   * does not fit the model: throws INVALID_CONTENT, or what is wrong with the file.
   *
   * @param file of any format that data sets are made of; read to its end, not closed
   * @param target opened when everything was checked; not closed
   */
  public void predict(
      String reference, InputStream file, PredictionFormat format, Supplier<OutputStream> target)
      throws IOException {
    Model model = models.find(reference);
    TrainingPlan plan = TrainingPlans.fromJson(model.plan());
    Predictor predictor = new Predictor(plan, ParameterBytes.read(rows.parameters(model.id())));
    SingletonSupplier<PredictionWriter> writer =
        SingletonSupplier.of(
            () ->
                new PredictionWriter(
                    target.get(),
                    format,
                    classes(plan),
                    plan.preprocessing().id() != null,
                    plan.task() == Task.RECOMMENDATION));
    try (ReceivedFiles folder = uploads.folder()) {
      read(
          folder.receive("The file", file),
          plan.preprocessing(),
          piece -> writer.obtain().write(predictor.predict(piece)));
    }
  }

  private static List<String> classes(TrainingPlan plan) {
    return switch (plan.preprocessing().target()) {
      case TargetTransform.Classes classes -> classes.classes();
      case TargetTransform.Number number -> List.of();
      // Of a mixture: its components have numbers for names.
      case TargetTransform.None none ->
          IntStream.range(0, plan.preprocessing().outputs()).mapToObj(String::valueOf).toList();
    };
  }

  private void read(ReceivedFile file, Preprocessing preprocessing, Consumer<Table> sink) {
    try {
      tables.read(
          file,
          // The columns of an IDX file have no say: it has pixels.
          file.kind() == FileKind.IDX ? List.of() : columns(preprocessing),
          piece -> {
            requireFitting(piece, preprocessing);
            sink.accept(piece);
          });
    } catch (FileException e) {
      if (e.fault() != FileFault.DATASET_INVALID_SPEC) {
        throw e;
      }
      throw refusal(
          e.violations().stream()
              .map(v -> new Violation("file", v.message(), v.advice()))
              .toList());
    }
  }

  private static List<ColumnSpec> columns(Preprocessing preprocessing) {
    return preprocessing.features().stream()
        .map(
            transform ->
                new ColumnSpec(
                    transform.column(),
                    type(transform),
                    null,
                    transform instanceof FeatureTransform.DateParts parts
                        ? parts.pattern().word()
                        : null))
        .toList();
  }

  private static String type(FeatureTransform transform) {
    return switch (transform) {
      case FeatureTransform.Standardize numeric -> "numeric";
      case FeatureTransform.OneHot categorical -> "categorical";
      case FeatureTransform.Words words -> "text";
      case FeatureTransform.Entity entity -> entity.numbers() ? "numeric" : "categorical";
      case FeatureTransform.DateParts times -> "datetime";
      case FeatureTransform.ScaleBytes vector -> "vector";
      case FeatureTransform.ScaleSparse sparse -> "sparse";
    };
  }

  private static void requireFitting(Table piece, Preprocessing preprocessing) {
    List<Violation> violations =
        preprocessing.features().stream()
            .map(transform -> violation(piece, transform))
            .filter(Objects::nonNull)
            .toList();
    if (!violations.isEmpty()) {
      throw refusal(violations);
    }
  }

  private static @Nullable Violation violation(Table piece, FeatureTransform transform) {
    String name = transform.column();
    Column column =
        piece.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElse(null);
    boolean fits =
        switch (transform) {
          case FeatureTransform.Standardize x -> column instanceof Column.Numeric;
          case FeatureTransform.OneHot x -> column instanceof Column.Categorical;
          case FeatureTransform.Words x -> column instanceof Column.Categorical;
          case FeatureTransform.Entity x ->
              x.numbers() ? column instanceof Column.Numeric : column instanceof Column.Categorical;
          case FeatureTransform.DateParts x -> column instanceof Column.Instants;
          case FeatureTransform.ScaleBytes x ->
              column instanceof Column.Bytes bytes && bytes.width() == x.width();
          case FeatureTransform.ScaleSparse x ->
              column instanceof Column.Sparse sparse && sparse.first() >= x.first();
        };
    return fits
        ? null
        : new Violation(
            "file",
            "column '%s' is not %s%s".formatted(name, type(transform), detail(transform)),
            "Send the columns that the model was trained with.");
  }

  private static String detail(FeatureTransform transform) {
    return switch (transform) {
      case FeatureTransform.Standardize numeric -> "";
      case FeatureTransform.OneHot categorical -> "";
      case FeatureTransform.Words words -> "";
      case FeatureTransform.Entity entity -> "";
      case FeatureTransform.DateParts time -> "";
      case FeatureTransform.ScaleBytes vector -> " of %d values".formatted(vector.width());
      case FeatureTransform.ScaleSparse sparse -> " with indices from %d".formatted(sparse.first());
    };
  }

  private static PlatformException refusal(List<Violation> violations) {
    return new PlatformException(
        ErrorCode.INVALID_CONTENT,
        "The file does not have the columns of this model: %s."
            .formatted(violations.getFirst().message()),
        "Correct what the violations name; the model's inputs are at /api/v1/models/{id}.",
        violations);
  }
}
