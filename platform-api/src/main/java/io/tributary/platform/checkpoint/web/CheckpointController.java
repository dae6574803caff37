package io.tributary.platform.checkpoint.web;

import io.tributary.client.job.CheckpointView;
import io.tributary.engine.id.JobId;
import io.tributary.platform.checkpoint.CheckpointList;
import io.tributary.platform.checkpoint.CheckpointReference;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.checkpoint.StoredState;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Checkpoints of a job. */
@RestController
@RequestMapping("/api/v1/jobs/{id}/checkpoints")
class CheckpointController {
  private final Checkpoints checkpoints;
  private final CheckpointList list;

  CheckpointController(Checkpoints checkpoints, CheckpointList list) {
    this.checkpoints = checkpoints;
    this.list = list;
  }

  @GetMapping
  List<CheckpointView> list(@PathVariable UUID id) {
    return list.of(new JobId(id));
  }

  /** For agents. A Range header gets that part of the bytes. */
  @GetMapping("/{step}/state")
  ResponseEntity<Resource> state(@PathVariable UUID id, @PathVariable String step) {
    StoredState state = CheckpointReference.resolveState(checkpoints, id, step);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .eTag("\"" + state.digest() + "\"")
        .header("Tributary-Step", Long.toString(state.step()))
        .header("Tributary-Ledger-Offset", Long.toString(state.ledgerOffset()))
        .body(state);
  }
}
