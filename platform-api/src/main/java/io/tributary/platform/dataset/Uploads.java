package io.tributary.platform.dataset;

import io.tributary.client.dataset.DatasetSpec;
import io.tributary.client.dataset.DatasetView;
import io.tributary.dataset.Digests;
import io.tributary.dataset.FileNames;
import io.tributary.dataset.Formats;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.dataset.Source;
import io.tributary.dataset.SpecReader;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Makes data set versions of uploaded files. Thread-safe. */
@Service
public class Uploads {
  private final DatasetSettings settings;
  private final DatasetStore store;
  private final UploadKeys keys;
  private final DatasetCatalog catalog;
  private final Appends appends;

  /** Reading needs memory and a database connection for as long as it takes. */
  private final Semaphore places;

  Uploads(
      DatasetSettings settings,
      DatasetStore store,
      UploadKeys keys,
      DatasetCatalog catalog,
      Appends appends) {
    this.settings = settings;
    this.store = store;
    this.keys = keys;
    this.catalog = catalog;
    this.appends = appends;
    this.places = new Semaphore(settings.parallelUploads(), true);
  }

  /** A folder for the files of one upload; the caller closes it. */
  public ReceivedFiles folder() {
    return folder(bytes -> {});
  }

  /**
   * @param progress told how many bytes more are on disk, unpacked
   */
  ReceivedFiles folder(LongConsumer progress) {
    try {
      return new ReceivedFiles(settings.limits(), progress);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for uploads in " + settings.folder(), e);
    }
  }

  /** What an earlier upload of that user with that key made. */
  public Optional<DatasetView> earlier(String user, String key) {
    return keys.datasetOf(user, key).flatMap(catalog::byId);
  }

  /**
   * Stores the files as the next version of the data set that the spec names.
   *
   * @param spec JSON; null where the client sent none
   * @param key of the client, for asking again; null where it sent none
   */
  public DatasetView store(
      Fetched fetched, byte @Nullable [] spec, String user, @Nullable String key) {
    List<ReceivedFile> files = fetched.files();
    requireFiles(files);
    DatasetSpec read = SpecReader.read(spec, FileNames.datasetName(files.getFirst().label()));
    return store(
        read.name(),
        () -> Formats.open(files, read, settings.limits()),
        origin(fetched),
        user,
        key);
  }

  /**
   * Stores the rows of a version and those of the files, in that order, as the next version of the
   * same data set.
   *
   * @param base a version; see {@link #store} for the others
   */
  public DatasetView append(
      DatasetView base,
      Fetched fetched,
      byte @Nullable [] spec,
      String user,
      @Nullable String key) {
    List<ReceivedFile> files = fetched.files();
    requireFiles(files);
    DatasetSpec read = SpecReader.read(spec, base.name());
    return store(base.name(), () -> appends.open(base, files, read), origin(fetched), user, key);
  }

  private static void requireFiles(List<ReceivedFile> files) {
    if (files.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The request has no part named 'file'.",
          "Send multipart/form-data with at least one part 'file'.");
    }
  }

  private DatasetView store(
      String name, Supplier<Source> source, Origin origin, String user, @Nullable String key) {
    places.acquireUninterruptibly();
    try {
      return store.store(name, source.get(), origin, user, key);
    } catch (DuplicateKeyException e) {
      if (key == null) {
        throw e;
      }
      return earlier(user, key).orElseThrow(() -> e);
    } finally {
      places.release();
    }
  }

  private static Origin origin(Fetched fetched) {
    return new Origin(digest(fetched.files()), fetched.origin());
  }

  private static String digest(List<ReceivedFile> files) {
    if (files.size() == 1) {
      return files.getFirst().sha256();
    }
    MessageDigest digest = Digests.sha256();
    for (ReceivedFile file : files) {
      digest.update(file.sha256().getBytes(StandardCharsets.US_ASCII));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
