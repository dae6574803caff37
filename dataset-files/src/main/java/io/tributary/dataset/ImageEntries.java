package io.tributary.dataset;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The images of a zip file, one after the other: never more than one in memory, and nothing is ever
 * written under a name of the zip file.
 */
final class ImageEntries {
  private static final int MAX_IMAGE_BYTES = 64 << 20;
  private static final int MAX_NAME = 1000;

  /** Below this size no ratio is asked, as for other packed files. */
  private static final long RATIO_FREE_BYTES = 16L << 20;

  private final ReceivedFile file;
  private final FileLimits limits;

  ImageEntries(ReceivedFile file, FileLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Takes an image. */
  interface Sink {
    /**
     * @param number of the image, from 1
     * @param name of its entry
     * @return whether to go on
     */
    boolean accept(long number, String name, String label, byte[] image);
  }

  /** Reads all images in the order of the file. */
  void read(Sink sink) {
    long declared;
    long seen = 0;
    long images = 0;
    long unpacked = 0;
    try (InputStream bytes = Files.newInputStream(file.path());
        ZipInputStream zip = new ZipInputStream(new BufferedInputStream(bytes, 1 << 16))) {
      declared = ZipDirectory.entries(file);
      if (declared < 0) {
        throw FileProblems.damaged(file, "zip", "ends without its directory");
      }
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        seen++;
        String name = entry.getName();
        requireHarmless(name);
        if (entry.isDirectory() || isByTheWay(name)) {
          continue;
        }
        String label = label(name);
        byte[] image = zip.readNBytes(MAX_IMAGE_BYTES + 1);
        unpacked += image.length;
        requireFits(name, image.length, unpacked);
        images++;
        if (!sink.accept(images, name, label, image)) {
          return;
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw FileProblems.damaged(
          file, "zip", "does not unpack after %d entries: %s".formatted(seen, e.getMessage()));
    } catch (EOFException e) {
      throw FileProblems.damaged(file, "zip", "ends inside entry " + seen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (seen != declared) {
      throw FileProblems.damaged(
          file, "zip", "holds %d entries, but its directory lists %d".formatted(seen, declared));
    }
  }

  private void requireHarmless(String name) {
    String path = "/" + name + "/";
    boolean tricky =
        name.startsWith("/")
            || name.length() > MAX_NAME
            || path.contains("/../")
            || name.indexOf('\\') >= 0
            || name.indexOf(':') >= 0
            || name.chars().anyMatch(Character::isISOControl);
    if (tricky) {
      throw FileProblems.unsupported(
          file,
          entry(name),
          "has a name that leads out of the zip file's folders",
          "Pack the folders again from beside them: zip -r images.zip cats dogs.");
    }
  }

  /** What systems leave beside images without being asked. */
  private static boolean isByTheWay(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("__MACOSX/")
        || last.startsWith(".")
        || last.equalsIgnoreCase("Thumbs.db")
        || last.equalsIgnoreCase("desktop.ini");
  }

  /** The folder that the entry lies in. */
  private String label(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".png") && !lower.endsWith(".jpg") && !lower.endsWith(".jpeg")) {
      throw FileProblems.unsupported(
          file,
          entry(name),
          "is no image",
          "Leave everything out but folders of .png, .jpg or .jpeg files.");
    }
    int end = name.lastIndexOf('/');
    if (end < 1) {
      throw FileProblems.unsupported(
          file,
          entry(name),
          "lies in no folder",
          "Put each image into a folder that is named after its class.");
    }
    return name.substring(name.lastIndexOf('/', end - 1) + 1, end);
  }

  private void requireFits(String name, int bytes, long unpacked) {
    if (bytes > MAX_IMAGE_BYTES) {
      throw FileProblems.tooLarge(
          file,
          "%s is longer than %d bytes".formatted(entry(name), MAX_IMAGE_BYTES),
          "Send smaller images.");
    }
    boolean bomb =
        unpacked > RATIO_FREE_BYTES
            && unpacked / limits.maxUnpackRatio() > Math.max(1, file.bytes());
    if (bomb || unpacked > limits.maxUnpacked()) {
      throw FileProblems.tooLarge(
          file,
          bomb
              ? "unpacks to more than %d times its size".formatted(limits.maxUnpackRatio())
              : "holds more than %d bytes".formatted(limits.maxUnpacked()),
          "Send fewer images; the limits are the settings tributary.dataset.max-unpack-ratio and"
              + " tributary.dataset.max-unpacked.");
    }
  }

  /** An entry in a sentence. */
  static String entry(String name) {
    return "entry '%s'".formatted(FileNames.printable(name));
  }
}
