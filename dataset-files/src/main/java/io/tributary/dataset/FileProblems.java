package io.tributary.dataset;

import io.tributary.client.problem.Violation;
import java.util.List;

/** What is wrong with a file, for the formats that have no codes of their own. */
final class FileProblems {
  private FileProblems() {}

  /**
   * The file is cut or not what its beginning promises.
   *
   * @param kind what it should be: {@code Parquet}
   * @param place where it shows: {@code line 7}; the file itself where nothing better is known
   * @param how ends the sentence that begins with the file's name
   */
  static FileException damaged(ReceivedFile file, String kind, String place, String how) {
    return refused(
        FileFault.DATASET_DAMAGED_FILE,
        "%s is no complete %s file: %s %s.".formatted(file.label(), kind, place, how),
        "Compare the file with its original, and send it again.",
        place,
        how);
  }

  /** As {@link #damaged(ReceivedFile, String, String, String)}, where the file is the place. */
  static FileException damaged(ReceivedFile file, String kind, String how) {
    return refused(
        FileFault.DATASET_DAMAGED_FILE,
        "%s is no complete %s file: it %s.".formatted(file.label(), kind, how),
        "Compare the file with its original, and send it again.",
        file.label(),
        how);
  }

  /**
   * The file is complete, but no data set can be made of what it holds.
   *
   * @param place where that is: {@code column a}
   * @param what follows the place in the sentence
   * @param advice what would be accepted
   */
  static FileException unsupported(ReceivedFile file, String place, String what, String advice) {
    return refused(
        FileFault.DATASET_UNSUPPORTED_CONTENT,
        "%s: %s %s.".formatted(file.label(), place, what),
        advice,
        place,
        what);
  }

  static FileException tooLarge(ReceivedFile file, String what, String advice) {
    return refused(
        FileFault.DATASET_TOO_LARGE,
        "%s %s.".formatted(file.label(), what),
        advice,
        file.label(),
        what);
  }

  private static FileException refused(
      FileFault code, String sentence, String advice, String place, String what) {
    return new FileException(code, sentence, advice, List.of(new Violation(place, what, advice)));
  }
}
