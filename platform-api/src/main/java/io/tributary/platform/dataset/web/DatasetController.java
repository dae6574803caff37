package io.tributary.platform.dataset.web;

import io.tributary.client.Page;
import io.tributary.client.dataset.DatasetPreview;
import io.tributary.client.dataset.DatasetProfile;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.dataset.RejectedRow;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.dataset.DatasetCatalog;
import io.tributary.platform.dataset.DatasetDeletion;
import io.tributary.platform.dataset.DatasetSettings;
import io.tributary.platform.dataset.Fetched;
import io.tributary.platform.dataset.Sources;
import io.tributary.platform.dataset.Uploads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
  private static final String KEY = "Idempotency-Key";
  private static final int MAX_PAGE = 200;
  private static final int MAX_PREVIEW_ROWS = 100;

  private final Uploads uploads;
  private final MultipartReader multipart;
  private final Sources sources;
  private final DatasetCatalog catalog;
  private final DatasetDeletion deletion;
  private final DatasetSettings settings;

  DatasetController(
      Uploads uploads,
      MultipartReader multipart,
      Sources sources,
      DatasetCatalog catalog,
      DatasetDeletion deletion,
      DatasetSettings settings) {
    this.uploads = uploads;
    this.multipart = multipart;
    this.sources = sources;
    this.catalog = catalog;
    this.deletion = deletion;
    this.settings = settings;
  }

  @PostMapping
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<DatasetView> upload(
      HttpServletRequest request, Principal user, @RequestHeader(KEY) Optional<String> key)
      throws IOException {
    return received(
        request,
        user,
        key,
        parts -> uploads.store(parts.files(), parts.spec(), user.getName(), key.orElse(null)));
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<DatasetView> fetch(
      @RequestBody SourcedRequest request, Principal user, @RequestHeader(KEY) Optional<String> key)
      throws IOException {
    return fetched(
        request,
        user,
        key,
        parts -> uploads.store(parts.files(), parts.spec(), user.getName(), key.orElse(null)));
  }

  @GetMapping("/{id}/versions")
  @PreAuthorize("hasRole('VIEWER')")
  List<DatasetView> versions(@PathVariable String id) {
    return catalog.versions(id, MAX_PAGE);
  }

  /** The next version: the rows of {@code id}, then those of the request. */
  @PostMapping("/{id}/versions")
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<DatasetView> append(
      @PathVariable String id,
      HttpServletRequest request,
      Principal user,
      @RequestHeader(KEY) Optional<String> key)
      throws IOException {
    return received(request, user, key, parts -> appended(id, parts, user, key));
  }

  @PostMapping(path = "/{id}/versions", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<DatasetView> appendFetched(
      @PathVariable String id,
      @RequestBody SourcedRequest request,
      Principal user,
      @RequestHeader(KEY) Optional<String> key)
      throws IOException {
    return fetched(request, user, key, parts -> appended(id, parts, user, key));
  }

  private DatasetView appended(
      String id, MultipartReader.Parts parts, Principal user, Optional<String> key) {
    return uploads.append(
        catalog.get(id), parts.files(), parts.spec(), user.getName(), key.orElse(null));
  }

  private ResponseEntity<DatasetView> received(
      HttpServletRequest request,
      Principal user,
      Optional<String> key,
      Function<MultipartReader.Parts, DatasetView> store)
      throws IOException {
    try (ReceivedFiles folder = uploads.folder()) {
      Optional<DatasetView> earlier = key.flatMap(k -> uploads.earlier(user.getName(), k));
      if (earlier.isPresent()) {
        drain(request);
        return created(earlier.get());
      }
      return created(store.apply(multipart.read(request, folder)));
    } catch (RuntimeException e) {
      drain(request);
      throw e;
    }
  }

  private ResponseEntity<DatasetView> fetched(
      SourcedRequest request,
      Principal user,
      Optional<String> key,
      Function<MultipartReader.Parts, DatasetView> store)
      throws IOException {
    Optional<DatasetView> earlier = key.flatMap(k -> uploads.earlier(user.getName(), k));
    if (earlier.isPresent()) {
      return created(earlier.get());
    }
    DatasetSource source = request.requiredSource();
    try (ReceivedFiles folder = uploads.folder()) {
      Fetched files = sources.fetch(source, user.getName(), folder);
      DatasetView stored = store.apply(new MultipartReader.Parts(files, request.specDocument()));
      sources.stored(source, user.getName());
      return created(stored);
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
