package io.tributary.platform.dataset;

import io.tributary.dataset.FileNames;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Files that arrive in several requests: whatever cuts a request, or ends the control plane, the
 * bytes that have arrived stay. Only their owner sees them. Thread-safe.
 */
@Service
public class PartialUploads {
  private final PartialUploadTable table;
  private final DatasetSettings settings;

  PartialUploads(PartialUploadTable table, DatasetSettings settings) {
    this.table = table;
    this.settings = settings;
  }

  /**
   * Begins an upload. DATASET_TOO_LARGE where it, or all of them together, would be too long.
   *
   * @param fileName as the client gave it; null where it gave none
   * @param fingerprint what the client says to know the file again; may be empty
   * @param length bytes of the whole file
   */
  public PartialUpload create(
      String owner, @Nullable String fileName, String fingerprint, long length) {
    requireFits(length);
    PartialUpload upload =
        table.insert(
            new PartialUpload(
                UUID.randomUUID().toString(),
                owner,
                FileNames.label(fileName),
                fingerprint,
                length,
                0,
                Instant.EPOCH));
    try {
      Files.createDirectories(settings.folder());
      Files.createFile(file(upload.id()));
    } catch (IOException e) {
      table.delete(upload.id());
      throw new UncheckedIOException("no file for an upload in " + settings.folder(), e);
    }
    return upload;
  }

  /** How far an upload is. NOT_FOUND for anybody but its owner. */
  public PartialUpload get(String owner, String id) {
    PartialUpload upload = required(owner, id);
    try {
      return upload.at(Files.size(file(id)));
    } catch (IOException e) {
      throw PartialFile.gone();
    }
  }

  /** The owner's uploads whose bytes are on this disk, oldest first. */
  public List<PartialUpload> list(String owner) {
    List<PartialUpload> here = new ArrayList<>();
    for (PartialUpload upload : table.list(owner)) {
      try {
        here.add(upload.at(Files.size(file(upload.id()))));
      } catch (IOException e) {
        continue;
      }
    }
    return here;
  }

  /**
   * Adds what the client sends; a connection that breaks ends the request, and what has arrived
   * stays.
   *
   * @param offset where the client goes on; UPLOAD_OFFSET_CONFLICT where that is not the end
   * @return how far the upload is now
   */
  public PartialUpload append(String owner, String id, long offset, InputStream body) {
    PartialUpload upload = required(owner, id);
    try (PartialFile file = PartialFile.open(file(id))) {
      if (file.size() != offset) {
        throw new PlatformException(
            ErrorCode.UPLOAD_OFFSET_CONFLICT,
            "The upload is at byte %d, but the request goes on at byte %d."
                .formatted(file.size(), offset),
            "Ask for the offset with HEAD, and go on from there.");
      }
      boolean more = file.append(body, upload.length());
      table.prolong(id);
      if (more) {
        throw new PlatformException(
            ErrorCode.INVALID_REQUEST,
            "The request has more bytes than are missing of the %d announced."
                .formatted(upload.length()),
            "Announce the file's length; a file that grows needs a new upload.");
      }
      return required(owner, id).at(file.size());
    } catch (IOException e) {
      throw new UncheckedIOException("upload %s cannot be written".formatted(id), e);
    }
  }

  /**
   * Reads complete uploads as the files of one data set. They stay until they are removed, so that
   * the same bytes can be read again with another spec. UPLOAD_INCOMPLETE where bytes are missing.
   */
  public List<ReceivedFile> receive(String owner, List<String> ids, ReceivedFiles folder) {
    List<PartialUpload> uploads = ids.stream().map(id -> get(owner, id)).toList();
    for (PartialUpload upload : uploads) {
      if (!upload.complete()) {
        throw new PlatformException(
            ErrorCode.UPLOAD_INCOMPLETE,
            "Of %s, %d of %d bytes have arrived."
                .formatted(upload.fileName(), upload.offset(), upload.length()),
            "Send the rest first.");
      }
    }
    requireFits(uploads.stream().mapToLong(PartialUpload::length).sum());
    List<ReceivedFile> files = new ArrayList<>();
    for (PartialUpload upload : uploads) {
      try (PartialFile file = PartialFile.open(file(upload.id()))) {
        files.add(folder.receive(upload.fileName(), file.content()));
      } catch (IOException e) {
        throw new UncheckedIOException("upload %s cannot be read".formatted(upload.id()), e);
      }
    }
    return files;
  }

  /** Removes an upload and its bytes. */
  public void delete(String owner, String id) {
    required(owner, id);
    remove(id);
  }

  /**
   * Removes what nobody goes on with: rows, and files of this disk, also those whose row another
   * control plane has removed.
   *
   * @return number of files removed
   */
  int sweep() throws IOException {
    table.deleteExpired();
    int removed = 0;
    if (Files.isDirectory(settings.folder())) {
      for (Path file : files()) {
        if (table.isOver(Files.getLastModifiedTime(file).toInstant())
            && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    }
    return removed;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(settings.folder(), "partial-*")) {
      found.forEach(files::add);
    }
    return files;
  }

  /** The bytes first: without its row nobody would find them. */
  private void remove(String id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("upload %s cannot be removed".formatted(id), e);
    }
    table.delete(id);
  }

  private PartialUpload required(String owner, String id) {
    return table
        .find(owner, id)
        .orElseThrow(
            () ->
                new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "You have no unfinished upload '%s'.".formatted(FileNames.printable(id)),
                    "Begin the upload again; one that gets no byte for a while is removed."));
  }

  private void requireFits(long length) {
    if (length > settings.maxUpload().toBytes()) {
      throw new PlatformException(
          ErrorCode.DATASET_TOO_LARGE,
          "The upload has %d bytes, more than %d."
              .formatted(length, settings.maxUpload().toBytes()),
          "Compress the file with gzip, or send fewer rows; the limit is the setting"
              + " tributary.dataset.max-upload.");
    }
  }

  /** Ids are made here and looked up in the table before they come here: no user's text. */
  private Path file(String id) {
    return settings.folder().resolve("partial-" + id);
  }
}
