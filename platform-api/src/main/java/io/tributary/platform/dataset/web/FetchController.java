package io.tributary.platform.dataset.web;

import io.tributary.client.dataset.FetchView;
import io.tributary.client.dataset.SourcesView;
import io.tributary.platform.dataset.Fetches;
import io.tributary.platform.dataset.Sources;
import java.net.URI;
import java.security.Principal;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/sources} and {@code /api/v1/fetches}: rows from elsewhere, read in the background.
 */
@RestController
@RequestMapping("/api/v1")
class FetchController {
  private final Sources sources;
  private final Fetches fetches;

  FetchController(Sources sources, Fetches fetches) {
    this.sources = sources;
    this.fetches = fetches;
  }

  @GetMapping("/sources")
  @PreAuthorize("hasRole('VIEWER')")
  SourcesView sources() {
    return sources.allowed();
  }

  @PostMapping("/fetches")
  @PreAuthorize("hasRole('OPERATOR')")
  ResponseEntity<FetchView> begin(@RequestBody SourcedRequest request, Principal user) {
    FetchView begun =
        fetches.begin(request.requiredSource(), request.specDocument(), user.getName());
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/fetches/" + begun.id()))
        .body(begun);
  }

  @GetMapping("/fetches/{id}")
  @PreAuthorize("hasRole('VIEWER')")
  FetchView get(@PathVariable String id, Principal user) {
    return fetches.get(id, user.getName());
  }
}
