package io.tributary.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A PNG or JPEG image in memory, its size known before it is decoded. */
final class ImagePixels implements AutoCloseable {
  private final ImageInputStream in;
  private final ImageReader reader;

  private ImagePixels(ImageInputStream in, ImageReader reader) {
    this.in = in;
    this.reader = reader;
  }

  /** Height, width in pixels; 1 channel of grey, 3 of colour, one more with transparency. */
  record Shape(int height, int width, int channels) {
    long values() {
      return (long) height * width * channels;
    }

    @Override
    public String toString() {
      return "%d x %d pixels with %d channel%s"
          .formatted(width, height, channels, channels == 1 ? "" : "s");
    }
  }

  /** Throws {@link IIOException} where the bytes are neither PNG nor JPEG. */
  static ImagePixels open(byte[] image) throws IOException {
    ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image));
    String format = format(image);
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (format.isEmpty() || !readers.hasNext()) {
      throw new IIOException("is neither PNG nor JPEG");
    }
    ImageReader reader = readers.next();
    reader.setInput(in, true, true);
    return new ImagePixels(in, reader);
  }

  private static String format(byte[] image) {
    boolean png = image.length > 8 && image[0] == (byte) 0x89 && image[1] == 'P' && image[2] == 'N';
    boolean jpeg = image.length > 3 && image[0] == (byte) 0xFF && image[1] == (byte) 0xD8;
    return png ? "png" : jpeg ? "jpeg" : "";
  }

  /** From the image's header. */
  Shape shape() throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    int channels;
    if (type == null) {
      // The JPEG reader gives no raw type for the usual three channels of luminance and colour.
      channels = reader.getImageTypes(0).next().getNumBands();
    } else if (type.getColorModel() instanceof IndexColorModel palette) {
      channels = channels(palette);
    } else {
      requireBytes(type.getColorModel());
      channels = type.getNumBands();
    }
    return new Shape(reader.getHeight(0), reader.getWidth(0), channels);
  }

  /** All values, row by row, the channels of a pixel side by side. */
  byte[] values() throws IOException {
    Shape shape = shape();
    BufferedImage image = reader.read(0);
    byte[] values = new byte[Math.toIntExact(shape.values())];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, shape.channels(), values);
      return values;
    }
    requireBytes(image.getColorModel());
    int[] row = new int[shape.width() * image.getRaster().getNumBands()];
    if (row.length != shape.width() * shape.channels()) {
      throw new IIOException("has other channels than its header says");
    }
    for (int y = 0; y < shape.height(); y++) {
      image.getRaster().getPixels(0, y, shape.width(), 1, row);
      for (int i = 0; i < row.length; i++) {
        values[y * row.length + i] = (byte) row[i];
      }
    }
    return values;
  }

  private static void fromPalette(
      Raster indices, IndexColorModel palette, int channels, byte[] values) {
    int[] row = new int[indices.getWidth()];
    int at = 0;
    for (int y = 0; y < indices.getHeight(); y++) {
      indices.getSamples(0, y, indices.getWidth(), 1, 0, row);
      for (int index : row) {
        values[at++] = (byte) palette.getRed(index);
        if (channels >= 3) {
          values[at++] = (byte) palette.getGreen(index);
          values[at++] = (byte) palette.getBlue(index);
        }
        if (channels == 4) {
          values[at++] = (byte) palette.getAlpha(index);
        }
      }
    }
  }

  private static int channels(IndexColorModel palette) {
    if (palette.hasAlpha()) {
      return 4;
    }
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return 3;
      }
    }
    return 1;
  }

  private static void requireBytes(ColorModel model) throws IIOException {
    if (model.getTransferType() != DataBuffer.TYPE_BYTE || model.getComponentSize(0) > 8) {
      throw new IIOException("has more than 8 bits per channel");
    }
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }
}
