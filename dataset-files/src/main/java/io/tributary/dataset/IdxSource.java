package io.tributary.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetProfile.ColumnProfile;
import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.problem.Violation;
import io.tributary.engine.table.Column;
import io.tributary.engine.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** An IDX file of images with an IDX file of labels: columns {@code pixels} and {@code label}. */
public final class IdxSource implements Source {
  private static final int PIECE_BYTES = 4 << 20;
  private static final int PIECE_ROWS = 16_384;

  private final IdxFile images;
  private final IdxFile labels;

  private IdxSource(IdxFile images, IdxFile labels) {
    this.images = images;
    this.labels = labels;
  }

  /** Takes the files in either order. */
  static IdxSource of(List<ReceivedFile> files, DatasetSpec spec) {
    if (spec.columns() != null && !spec.columns().isEmpty()) {
      throw new FileException(
          FileFault.DATASET_INVALID_SPEC,
          "The spec has columns, but those of an IDX pair are fixed: pixels and label.",
          "Leave columns out of the spec.",
          List.of(new Violation("columns", "is given for an IDX pair", "Leave it out.")));
    }
    if (files.size() != 2) {
      throw new FileException(
          FileFault.DATASET_DAMAGED_IDX,
          "An IDX data set has two files, images and labels; %d came.".formatted(files.size()),
          "Send both as parts named 'file' of one request.");
    }
    IdxFile first = IdxFile.open(files.get(0));
    IdxFile second = IdxFile.open(files.get(1));
    IdxFile images = first.isLabels() ? second : first;
    IdxFile labels = first.isLabels() ? first : second;
    if (images.isLabels() || !labels.isLabels()) {
      throw new FileException(
          FileFault.DATASET_DAMAGED_IDX,
          "%s and %s both hold %s."
              .formatted(
                  files.get(0).label(),
                  files.get(1).label(),
                  first.isLabels() ? "labels (one dimension)" : "images (several dimensions)"),
          "Send one file of images and one of labels.");
    }
    if (images.rows() != labels.rows()) {
      throw new FileException(
          FileFault.DATASET_DAMAGED_IDX,
          "%s holds %d images, %s holds %d labels."
              .formatted(
                  images.file().label(), images.rows(), labels.file().label(), labels.rows()),
          "Send the labels that belong to the images.");
    }
    return new IdxSource(images, labels);
  }

  @Override
  public String format() {
    return "idx";
  }

  @Override
  public Content read(RowSink sink) {
    int width = images.width();
    int pieceRows = Math.clamp(PIECE_BYTES / width, 1, PIECE_ROWS);
    ByteCounts pixelCounts = new ByteCounts();
    ByteCounts labelCounts = new ByteCounts();
    try (InputStream pixels = images.values();
        InputStream texts = labels.values()) {
      for (long row = 0; row < images.rows(); row += pieceRows) {
        int rows = Math.toIntExact(Math.min(pieceRows, images.rows() - row));
        byte[] values = pixels.readNBytes(rows * width);
        byte[] codes = texts.readNBytes(rows);
        pixelCounts.add(values);
        labelCounts.add(codes);
        sink.accept(
            new Table(
                List.of(
                    new Column.Bytes("pixels", width, values),
                    new Column.Numeric("label", unsigned(codes)))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ColumnProfile pixelProfile = pixelCounts.profile("pixels", "vector");
    ColumnProfile labelProfile = labelCounts.profile("label", "numeric");
    return new Content(
        images.rows(),
        0,
        List.of(
            new ColumnView("pixels", "vector", null, width, InputColumn.image(images.sizes())),
            new ColumnView("label", "numeric", "label", 1)),
        new DatasetProfile(images.rows(), List.of(pixelProfile, labelProfile)),
        List.of());
  }

  private static double[] unsigned(byte[] bytes) {
    double[] values = new double[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }
}
