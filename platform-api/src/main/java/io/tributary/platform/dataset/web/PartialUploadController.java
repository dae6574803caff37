package io.tributary.platform.dataset.web;

import io.tributary.client.dataset.UploadView;
import io.tributary.platform.dataset.DatasetSettings;
import io.tributary.platform.dataset.PartialUpload;
import io.tributary.platform.dataset.PartialUploads;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/uploads}: files in several requests, by the protocol tus 1.0 (<a
 * href="https://tus.io/protocols/resumable-upload">tus.io</a>) with its extensions creation,
 * termination and expiration.
 */
@RestController
@RequestMapping("/api/v1/uploads")
class PartialUploadController {
  private static final String VERSION = "1.0.0";
  private static final int MAX_FINGERPRINT = 200;

  private final PartialUploads uploads;
  private final DatasetSettings settings;

  PartialUploadController(PartialUploads uploads, DatasetSettings settings) {
    this.uploads = uploads;
    this.settings = settings;
  }

  /** Each answer says the protocol's version; a request may leave it out, but not ask another. */
  @ModelAttribute
  void requireVersion(
      @RequestHeader(name = "Tus-Resumable", defaultValue = VERSION) String version,
      HttpServletResponse response) {
    response.setHeader("Tus-Resumable", VERSION);
    if (!version.equals(VERSION)) {
      response.setHeader("Tus-Version", VERSION);
      throw new PlatformException(
          ErrorCode.UPLOAD_PROTOCOL,
          "The request is by another version of the protocol tus than " + VERSION + ".",
          "Send Tus-Resumable: " + VERSION + ".");
    }
  }

  @RequestMapping(method = RequestMethod.OPTIONS)
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<Void> abilities() {
    return ResponseEntity.noContent()
        .header("Tus-Version", VERSION)
        .header("Tus-Extension", "creation,termination,expiration")
        .header("Tus-Max-Size", Long.toString(settings.maxUpload().toBytes()))
        .build();
  }

  @PostMapping
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<UploadView> create(
      @RequestHeader(name = "Upload-Length", required = false) @Nullable String length,
      @RequestHeader(name = "Upload-Metadata", defaultValue = "") String metadata,
      Principal user) {
    PartialUpload upload =
        uploads.create(
            user.getName(),
            UploadMetadata.value(metadata, "filename"),
            fingerprint(metadata),
            bytes("Upload-Length", length));
    return ResponseEntity.created(URI.create("/api/v1/uploads/" + upload.id()))
        .headers(headers(upload))
        .body(view(upload));
  }

  /** The caller's unfinished uploads. */
  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  List<UploadView> list(Principal user) {
    return uploads.list(user.getName()).stream().map(PartialUploadController::view).toList();
  }

  /** Also answers HEAD, by which clients of the protocol ask for the offset. */
  @GetMapping("/{id}")
  @PreAuthorize("hasRole('VIEWER')")
  ResponseEntity<UploadView> get(@PathVariable String id, Principal user) {
    PartialUpload upload = uploads.get(user.getName(), id);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .headers(headers(upload))
        .header("Upload-Length", Long.toString(upload.length()))
        .body(view(upload));
  }

  @PatchMapping("/{id}")
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<Void> append(
      @PathVariable String id,
      @RequestHeader(name = "Upload-Offset", required = false) @Nullable String offset,
      HttpServletRequest request,
      Principal user)
      throws IOException {
    if (!"application/offset+octet-stream".equals(request.getContentType())) {
      throw new PlatformException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "The request's content type is not application/offset+octet-stream.",
          "Send the file's bytes from the offset on, with that content type.");
    }
    PartialUpload upload =
        uploads.append(
            user.getName(), id, bytes("Upload-Offset", offset), request.getInputStream());
    return ResponseEntity.noContent().headers(headers(upload)).build();
  }

  @DeleteMapping("/{id}")
  @PreAuthorize("hasRole('OPERATOR')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id, Principal user) {
    uploads.delete(user.getName(), id);
  }

  private static HttpHeaders headers(PartialUpload upload) {
    HttpHeaders headers = new HttpHeaders();
    headers.set("Upload-Offset", Long.toString(upload.offset()));
    headers.setInstant("Upload-Expires", upload.expires());
    return headers;
  }

  private static UploadView view(PartialUpload upload) {
    return new UploadView(
        upload.id(),
        upload.fileName(),
        upload.fingerprint(),
        upload.length(),
        upload.offset(),
        upload.expires());
  }

  private static String fingerprint(String metadata) {
    String value = UploadMetadata.value(metadata, "fingerprint");
    if (value != null && value.length() > MAX_FINGERPRINT) {
      throw new PlatformException(
          ErrorCode.INVALID_REQUEST,
          "The fingerprint in Upload-Metadata has more than %d characters."
              .formatted(MAX_FINGERPRINT),
          "Send a shorter one, or none.");
    }
    return value == null ? "" : value;
  }

  private static long bytes(String header, @Nullable String value) {
    try {
      long bytes = value == null ? -1 : Long.parseLong(value);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      throw noNumber(header);
    }
    throw noNumber(header);
  }

  private static PlatformException noNumber(String header) {
    return new PlatformException(
        ErrorCode.INVALID_REQUEST,
        "The header %s is missing or no number of bytes.".formatted(header),
        "Send it as a whole number from 0 up.");
  }
}
