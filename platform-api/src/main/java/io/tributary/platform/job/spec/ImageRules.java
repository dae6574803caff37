package io.tributary.platform.job.spec;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.job.JobSpec.ModelSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the convolutions of a complete spec fit its images, and how large they are. */
final class ImageRules {
  /** Numbers of all patches of an image, in one convolution: 64 MB, twice in every agent. */
  private static final long MOST_PATCH_VALUES = 1 << 24;

  private static final String IMAGE = "model.image";
  private static final String FILTERS = "model.filters";

  private final ModelSpec model;
  private final Violations violations;

  ImageRules(ModelSpec model, Violations violations) {
    this.model = model;
    this.violations = violations;
  }

  /** With one channel where the document says rows and columns alone. */
  static @Nullable List<Integer> complete(@Nullable List<Integer> image) {
    return image != null && image.size() == 2 ? List.of(image.get(0), image.get(1), 1) : image;
  }

  /** With the size that the data set knows, where the document says none. */
  static @Nullable ModelSpec ofData(
      @Nullable ModelSpec given, DataSheet data, ColumnRules.Columns columns) {
    ColumnView column =
        columns.features().size() == 1 ? data.column(columns.features().getFirst()) : null;
    return given != null
            && "cnn".equals(given.type())
            && given.image() == null
            && column != null
            && column.image() != null
        ? given.of(column.image())
        : given;
  }

  boolean applies() {
    return "cnn".equals(model.type());
  }

  /** Rules that need no data set. */
  void check() {
    if (!applies()) {
      return;
    }
    List<Integer> image = model.image();
    if (violations.sound(IMAGE) && (image == null || image.size() != 3)) {
      violations.add(
          IMAGE,
          "model.image is %s, but a cnn has to know the rows and columns of its images, and the data set does not."
              .formatted(image == null ? "missing" : image),
          "Write rows, columns and, unless it is 1, channels: for example image: [28, 28].");
    }
    List<Integer> filters = model.filters();
    if (violations.sound(FILTERS) && (filters == null || filters.isEmpty())) {
      violations.add(
          FILTERS,
          "model.filters is %s, but a cnn needs at least one convolution."
              .formatted(filters == null ? "missing" : "empty"),
          "Write the filters per convolution, for example filters: [8, 16].");
    }
    if (sound()) {
      checkSizes();
    }
  }

  /**
   * Whether the data are images of that size; says so where they are not.
   *
   * @param inputs of the model
   */
  boolean fits(DataSheet data, List<String> features, long inputs) {
    if (!applies()) {
      return true;
    }
    if (!sound()) {
      return false;
    }
    List<Integer> image = Objects.requireNonNull(model.image());
    ColumnView column = features.size() == 1 ? data.column(features.getFirst()) : null;
    if (column == null || !"vector".equals(column.type())) {
      violations.add(
          "features",
          "features is %s, but a cnn looks at one column of images.".formatted(features),
          "Name the one vector column that holds the images, for example features: [pixels].");
      return false;
    }
    long values = (long) image.get(0) * image.get(1) * image.get(2);
    if (values != inputs) {
      violations.add(
          IMAGE,
          "model.image is %s, which is %d numbers, but \"%s\" has %d."
              .formatted(image, values, column.name(), inputs),
          "Write rows, columns and channels whose product is %d.".formatted(inputs));
      return false;
    }
    return true;
  }

  /** Parameters of the convolutions; 0 for other models. */
  long parameters() {
    long parameters = 0;
    if (applies()) {
      long channels = Objects.requireNonNull(model.image()).get(2);
      long patch = (long) kernel() * kernel();
      for (int filters : Objects.requireNonNull(model.filters())) {
        parameters += (patch * channels + 1) * filters;
        channels = filters;
      }
    }
    return parameters;
  }

  /** Numbers that the convolutions leave of an image. */
  long outputs() {
    List<Integer> filters = Objects.requireNonNull(model.filters());
    List<Integer> image = Objects.requireNonNull(model.image());
    long rows = image.get(0);
    long columns = image.get(1);
    for (int i = 0; i < filters.size(); i++) {
      rows = (rows - kernel() + 1) / 2;
      columns = (columns - kernel() + 1) / 2;
    }
    return rows * columns * filters.getLast();
  }

  private void checkSizes() {
    List<Integer> image = Objects.requireNonNull(model.image());
    List<Integer> filters = Objects.requireNonNull(model.filters());
    int rows = image.get(0);
    int columns = image.get(1);
    long channels = image.get(2);
    for (int i = 0; i < filters.size(); i++) {
      int scoreRows = rows - kernel() + 1;
      int scoreColumns = columns - kernel() + 1;
      if (scoreRows < 2 || scoreColumns < 2) {
        violations.add(
            FILTERS,
            "model.filters is %s, but convolution %d gets images of %d x %d, and with model.kernel %d it needs at least %d x %d."
                .formatted(filters, i + 1, rows, columns, kernel(), kernel() + 1, kernel() + 1),
            "Write fewer convolutions or a smaller kernel.");
        return;
      }
      long values = (long) scoreRows * scoreColumns * kernel() * kernel() * channels;
      if (values > MOST_PATCH_VALUES) {
        violations.add(
            IMAGE,
            "The patches of one image would be %d numbers in convolution %d; at most %d are supported."
                .formatted(values, i + 1, MOST_PATCH_VALUES),
            "Scale the images down, or write a smaller kernel or fewer filters.");
        return;
      }
      rows = scoreRows / 2;
      columns = scoreColumns / 2;
      channels = filters.get(i);
    }
  }

  private boolean sound() {
    return violations.sound("model.type", IMAGE, FILTERS, "model.kernel");
  }

  private int kernel() {
    return Objects.requireNonNull(model.kernel());
  }
}
