package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import io.tributary.dataset.ImagePixels.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * PNG and JPEG images in folders of a zip file, all of one size and number of channels. The first
 * reading looks at headers only; pixels are decoded where somebody asks for them.
 */
final class ImageRows implements Rows {
  private static final int MAX_VALUES = 1 << 24;

  private final ReceivedFile file;
  private final ImageEntries entries;
  private final String firstName;
  private final Shape shape;

  private ImageRows(ReceivedFile file, ImageEntries entries, String firstName, Shape shape) {
    this.file = file;
    this.entries = entries;
    this.firstName = firstName;
    this.shape = shape;
  }

  /** Reads the first image, which decides about the size of all. */
  static ImageRows open(List<ReceivedFile> files, FileLimits limits) {
    ReceivedFile file = ReceivedFile.only(files, "images");
    if (file.kind() != FileKind.ZIP && file.kind() != FileKind.EMPTY_ZIP) {
      throw FileProblems.damaged(file, "zip", "does not begin with an entry");
    }
    ImageEntries entries = new ImageEntries(file, limits);
    List<ImageRows> found = new ArrayList<>();
    entries.read(
        (number, name, label, image) -> {
          found.add(new ImageRows(file, entries, name, shape(file, name, image)));
          return false;
        });
    if (found.isEmpty()) {
      throw new FileException(
          FileFault.DATASET_EMPTY,
          file.label() + " holds no image.",
          "Pack folders of PNG or JPEG images, one folder for each class.");
    }
    return found.getFirst();
  }

  @Override
  public String format() {
    return "images";
  }

  @Override
  public String label() {
    return file.label();
  }

  @Override
  public List<InputColumn> columns() {
    return List.of(
        InputColumn.vector("pixels", List.of(shape.height(), shape.width(), shape.channels())),
        new InputColumn("label", "categorical", "label", 1));
  }

  @Override
  public void read(Consumer<Row> rows, Rejects rejects) {
    entries.read(
        (number, name, label, image) -> {
          requireEqual(name, shape(file, name, image));
          rows.accept(new ImageRow(file, number, name, label, image));
          return true;
        });
  }

  private void requireEqual(String name, Shape other) {
    if (!other.equals(shape)) {
      String what = "%s is %s".formatted(ImageEntries.entry(name), other);
      throw new FileException(
          FileFault.DATASET_UNEQUAL_IMAGES,
          "%s: %s, but %s is %s."
              .formatted(file.label(), what, ImageEntries.entry(firstName), shape),
          "Scale all images to one size and save them with the same channels.",
          List.of(new Violation(ImageEntries.entry(name), what, "Make it %s.".formatted(shape))));
    }
  }

  private static Shape shape(ReceivedFile file, String name, byte[] image) {
    try (ImagePixels pixels = ImagePixels.open(image)) {
      Shape shape = pixels.shape();
      if (shape.values() > MAX_VALUES) {
        throw FileProblems.tooLarge(
            file,
            "%s has more than %d values".formatted(ImageEntries.entry(name), MAX_VALUES),
            "Scale the images down.");
      }
      return shape;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, name, e);
    }
  }

  private static FileException damaged(ReceivedFile file, String name, Exception cause) {
    return FileProblems.damaged(
        file,
        "image",
        ImageEntries.entry(name),
        "does not decode: " + FileNames.printable(String.valueOf(cause.getMessage())));
  }

  private record ImageRow(ReceivedFile file, long number, String name, String label, byte[] image)
      implements Row {
    @Override
    public Place place() {
      return new Place("", "image", number);
    }

    @Override
    public boolean isMissing(int column) {
      return false;
    }

    @Override
    public double number(int column) {
      return Double.NaN;
    }

    @Override
    public boolean isFaithful(int column) {
      return false;
    }

    @Override
    public String text(int column) {
      return label;
    }

    @Override
    public byte[] bytes(int column) {
      try (ImagePixels pixels = ImagePixels.open(image)) {
        return pixels.values();
      } catch (IOException | RuntimeException e) {
        // The decoders answer some damaged images with exceptions of their own.
        throw damaged(file, name, e);
      }
    }

    @Override
    public String beginning(int most) {
      return name.substring(0, Math.min(most, name.length()));
    }
  }
}
