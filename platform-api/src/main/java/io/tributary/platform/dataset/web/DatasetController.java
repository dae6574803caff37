package io.tributary.platform.dataset.web;

import io.tributary.client.Page;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.platform.dataset.DatasetCatalog;
import io.tributary.platform.dataset.DatasetDeletion;
import io.tributary.platform.dataset.DatasetSettings;
import io.tributary.platform.dataset.UploadFolder;
import io.tributary.platform.dataset.Uploads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/datasets}. An {@code id} is an id, a name (its newest version) or name@version.
 */
@RestController
@RequestMapping("/api/v1/datasets")
class DatasetController {
  private static final int MAX_PAGE = 200;
  private static final int MAX_PREVIEW_ROWS = 100;

  private final Uploads uploads;
  private final MultipartReader multipart;
  private final DatasetCatalog catalog;
  private final DatasetDeletion deletion;
  private final DatasetSettings settings;

  DatasetController(
      Uploads uploads,
      MultipartReader multipart,
      DatasetCatalog catalog,
      DatasetDeletion deletion,
      DatasetSettings settings) {
    this.uploads = uploads;
    this.multipart = multipart;
    this.catalog = catalog;
    this.deletion = deletion;
    this.settings = settings;
  }

  @PostMapping
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<DatasetView> upload(
      HttpServletRequest request,
      Principal user,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException {
    try (UploadFolder folder = uploads.folder()) {
      Optional<DatasetView> earlier =
          key == null ? Optional.empty() : uploads.earlier(user.getName(), key);
      if (earlier.isPresent()) {
        drain(request);
        return created(earlier.get());
      }
      MultipartReader.Parts parts = multipart.read(request, folder);
      return created(uploads.store(parts.files(), parts.spec(), user.getName(), key));
    } catch (RuntimeException e) {
      drain(request);
      throw e;
    }
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  Page<DatasetView> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "20") int limit) {
    return catalog.list(q, cursor, Math.clamp(limit, 1, MAX_PAGE));
  }

  @GetMapping("/{id}")
  @PreAuthorize("hasRole('VIEWER')")
  DatasetView get(@PathVariable String id) {
    return catalog.get(id);
  }

  @GetMapping("/{id}/preview")
  @PreAuthorize("hasRole('VIEWER')")
  DatasetPreview preview(@PathVariable String id, @RequestParam(defaultValue = "20") int rows) {
    return catalog.preview(id, Math.clamp(rows, 1, MAX_PREVIEW_ROWS));
  }

  @GetMapping("/{id}/profile")
  @PreAuthorize("hasRole('VIEWER')")
  DatasetProfile profile(@PathVariable String id) {
    return catalog.profile(id);
  }

  @GetMapping("/{id}/rejected")
  @PreAuthorize("hasRole('VIEWER')")
  Page<RejectedRow> rejected(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return catalog.rejected(id, cursor, Math.clamp(limit, 1, MAX_PAGE));
  }

  @DeleteMapping("/{id}")
  @PreAuthorize("hasRole('OPERATOR')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    deletion.delete(id);
  }

  private static ResponseEntity<DatasetView> created(DatasetView view) {
    return ResponseEntity.created(URI.create("/api/v1/datasets/" + view.id())).body(view);
  }

  /**
   * Reads what the client still sends: a client that is answered while it sends sees a broken
   * connection instead of the answer.
   */
  private void drain(HttpServletRequest request) {
    long most = settings.maxUpload().toBytes();
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream rest = request.getInputStream();
      for (long bytes = 0; bytes < most; ) {
        int read = rest.read(buffer);
        if (read < 0) {
          return;
        }
        bytes += read;
      }
    } catch (IOException e) {
      // The client has gone: nobody waits for an answer.
      return;
    }
  }
}
