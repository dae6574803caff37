package io.tributary.platform.dataset.web;

import io.tributary.client.dataset.EdgeFileAnswer;
import io.tributary.client.dataset.EdgeFileReport;
import io.tributary.engine.id.AgentId;
import io.tributary.platform.dataset.EdgeFiles;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/agents/{id}/files}: files whose rows stay at an agent. For agents only. */
@RestController
@RequestMapping("/api/v1/agents/{id}/files")
@PreAuthorize("hasAnyRole('AGENT', 'ADMIN')")
class EdgeFileController {
  private final EdgeFiles files;

  EdgeFileController(EdgeFiles files) {
    this.files = files;
  }

  @PutMapping
  List<EdgeFileAnswer> told(@PathVariable String id, @RequestBody List<EdgeFileReport> reports) {
    return files.told(new AgentId(id), reports);
  }
}
