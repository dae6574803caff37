package io.tributary.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedFilesTest {
  @TempDir Path folder;

  @Test
  void aLineOfThreeHundredMegabytesIsRefusedAfterReadingOfItWhatIsAllowed() throws IOException {
    CountedStream endless = new CountedStream(new Nines(300L << 20));
    try (ReceivedFiles uploads = new ReceivedFiles(limits(50L << 30))) {
      assertThatThrownBy(() -> uploads.receive("long.csv", endless))
          .isInstanceOfSatisfying(
              FileException.class,
              e -> assertThat(e.fault()).isEqualTo(FileFault.DATASET_LINE_TOO_LONG));
    }
    assertThat(endless.count()).isLessThan(9L << 20);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileLongerThanAllowedIsRefused() throws IOException {
    FileLimits small = limits(100 << 10);
    try (ReceivedFiles uploads = new ReceivedFiles(small)) {
      assertThatThrownBy(() -> uploads.receive("long.csv", new Nines(200_000)))
          .isInstanceOfSatisfying(
              FileException.class,
              e -> assertThat(e.fault()).isEqualTo(FileFault.DATASET_TOO_LARGE));
    }
  }

  @Test
  void theByteOrderMarkIsNoPartOfTheText() throws IOException {
    try (ReceivedFiles uploads = new ReceivedFiles(limits(50L << 30))) {
      ReceivedFile file = uploads.receive("bom.csv", text("\uFEFFa,b\n"));

      assertThat(Files.readString(file.path())).isEqualTo("a,b\n");
      assertThat(file.bytes()).isEqualTo(4);
    }
  }

  @Test
  void charactersCutByTheBufferAreStillText() throws IOException {
    String text = "a" + "\u00e9\u4e2d\ud83d\ude00\n".repeat(20_000);
    try (ReceivedFiles uploads = new ReceivedFiles(limits(50L << 30))) {
      ReceivedFile file = uploads.receive("wide.csv", text(text));

      assertThat(Files.readString(file.path())).isEqualTo(text);
    }
  }

  @Test
  void theFileNameIsNoPartOfThePath() throws IOException {
    try (ReceivedFiles uploads = new ReceivedFiles(limits(50L << 30))) {
      ReceivedFile file = uploads.receive("name with space.csv", text("a\n"));

      assertThat(file.label()).isEqualTo("name with space.csv");
      assertThat(file.path().getFileName()).hasToString("file-0");
    }
  }

  @Test
  void whatAKilledProcessLeftIsSweptAndWhatALivingOneReceivesIsNot() throws IOException {
    FileLimits limits = limits(50L << 30);
    Path left = Files.createDirectory(folder.resolve("upload-of-a-killed-process"));
    Files.createFile(left.resolve("owner"));
    Files.writeString(left.resolve("file-0"), "a\n1\n");
    try (ReceivedFiles living = new ReceivedFiles(limits)) {
      ReceivedFile file = living.receive("a.csv", text("a\n1\n"));

      assertThat(ReceivedFiles.sweep(folder)).isEqualTo(1);

      assertThat(left).doesNotExist();
      assertThat(file.path()).exists();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private FileLimits limits(long maxUnpacked) {
    return new FileLimits(folder, maxUnpacked, 200, 8 << 20, 10_000, 0.5, 1000);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** So many bytes of the digit 9. */
  private static final class Nines extends InputStream {
    private long left;

    Nines(long bytes) {
      left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? '9' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      java.util.Arrays.fill(bytes, offset, offset + count, (byte) '9');
      left -= count;
      return count;
    }
  }
}
