package io.tributary.platform.dataset.web;

import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.dataset.DatasetSettings;
import io.tributary.platform.dataset.Fetched;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a multipart request part by part, files straight to disk. */
@Component
class MultipartReader {
  private static final int MAX_SPEC_BYTES = 4 << 20;
  private static final int MAX_FILES = 100;

  private final DatasetSettings settings;

  MultipartReader(DatasetSettings settings) {
    this.settings = settings;
  }

  /**
   * The parts of an upload.
   *
   * @param spec null where there is none
   */
  record Parts(Fetched files, byte @Nullable [] spec) {}

  Parts read(HttpServletRequest request, ReceivedFiles folder) {
    if (!JakartaServletFileUpload.isMultipartContent(request)) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The request is no multipart/form-data.",
          "Send the file as a part named 'file', for example: curl -F file=@data.csv.");
    }
    JakartaServletFileUpload<?, ?> multipart = new JakartaServletFileUpload<>();
    multipart.setMaxSize(settings.maxUpload().toBytes());
    try {
      return parts(multipart.getItemIterator(request), folder);
    } catch (FileUploadSizeException e) {
      throw tooLarge();
    } catch (FileUploadException e) {
      throw cut(e);
    } catch (IOException e) {
      // Streams of the library wrap their own exceptions.
      if (e.getCause() instanceof FileUploadSizeException) {
        throw tooLarge();
      }
      throw cut(e);
    }
  }

  private Parts parts(FileItemInputIterator items, ReceivedFiles folder) throws IOException {
    List<ReceivedFile> files = new ArrayList<>();
    byte @Nullable [] spec = null;
    while (items.hasNext()) {
      FileItemInput item = items.next();
      String field = String.valueOf(item.getFieldName());
      try (InputStream content = item.getInputStream()) {
        switch (field) {
          case "file" -> {
            if (files.size() == MAX_FILES) {
              throw invalid("The request has more than %d files.".formatted(MAX_FILES));
            }
            files.add(folder.receive(item.getName(), content));
          }
          case "spec" -> {
            if (spec != null) {
              throw invalid("The request has two parts named 'spec'.");
            }
            spec = content.readNBytes(MAX_SPEC_BYTES + 1);
            if (spec.length > MAX_SPEC_BYTES) {
              throw invalid("The part 'spec' is longer than %d bytes.".formatted(MAX_SPEC_BYTES));
            }
          }
          default -> throw invalid("The request has a part that is neither 'file' nor 'spec'.");
        }
      }
    }
    return new Parts(new Fetched(files, null), spec);
  }

  private static PlatformException invalid(String sentence) {
    return new PlatformException(
        ErrorCode.INVALID_REQUEST,
        sentence,
        "Send parts named 'file' and at most one named 'spec'.");
  }

  private PlatformException tooLarge() {
    return new PlatformException(
        ErrorCode.DATASET_TOO_LARGE,
        "The request is longer than %d bytes.".formatted(settings.maxUpload().toBytes()),
        "Compress the file with gzip, or send fewer rows; the limit is the setting"
            + " tributary.dataset.max-upload.");
  }

  private static PlatformException cut(IOException cause) {
    return new PlatformException(
        ErrorCode.INVALID_REQUEST,
        "The multipart request is malformed or was cut: %s".formatted(cause.getMessage()),
        "Send the request again; its last line is the closing boundary.");
  }
}
