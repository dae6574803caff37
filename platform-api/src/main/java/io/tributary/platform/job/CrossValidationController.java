package io.tributary.platform.job;

import io.tributary.client.job.CrossValidation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/cross-validations}: one job per fold, and what they say together. */
@RestController
@RequestMapping("/api/v1/cross-validations")
@PreAuthorize("hasRole('VIEWER')")
class CrossValidationController {
  private final CrossValidations validations;

  CrossValidationController(CrossValidations validations) {
    this.validations = validations;
  }

  @PostMapping(
      consumes = {
        "application/json",
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/plain"
      })
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<CrossValidation> submit(
      HttpServletRequest request,
      Principal user,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException {
    JobDocument document = JobDocument.read(request);
    UUID id =
        validations.submit(document.tree(), user.getName(), document.key(user.getName(), key));
    return ResponseEntity.created(URI.create("/api/v1/cross-validations/" + id))
        .body(validations.get(id));
  }

  /**
   * @param id of a cross-validation, or of one of its jobs
   */
  @GetMapping("/{id}")
  CrossValidation get(@PathVariable String id) {
    return validations.get(JobController.jobId(id).value());
  }
}
