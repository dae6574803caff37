package io.tributary.platform.dispatch.web;

import io.tributary.engine.id.JobId;
import io.tributary.engine.plan.TrainingPlans;
import io.tributary.engine.preprocessing.PreprocessingSums;
import io.tributary.platform.dispatch.EdgePreparation;
import io.tributary.platform.dispatch.PartitionStore;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What an agent needs to take part in a job, below {@code /api/v1/jobs/{id}}. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@PreAuthorize("hasAnyRole('AGENT', 'ADMIN')")
class WorkController {
  private final Jobs jobs;
  private final PartitionStore partitions;
  private final EdgePreparation preparation;

  WorkController(Jobs jobs, PartitionStore partitions, EdgePreparation preparation) {
    this.preparation = preparation;
    this.jobs = jobs;
    this.partitions = partitions;
  }

  @GetMapping(path = "/plan", produces = MediaType.APPLICATION_JSON_VALUE)
  String plan(@PathVariable UUID id) {
    return TrainingPlans.toJson(
        jobs.plan(new JobId(id)).orElseThrow(() -> missing("plan of job " + id)));
  }

  /** What agents shall sum over training rows that stay with them, before there is a plan. */
  @GetMapping(path = "/fit", produces = MediaType.APPLICATION_JSON_VALUE)
  String fit(@PathVariable UUID id) {
    return preparation
        .fitRequest(new JobId(id))
        .orElseThrow(() -> missing("preprocessing to fit for job " + id))
        .toJson();
  }

  @PutMapping(path = "/partitions/{partition}/sums", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void sums(@PathVariable UUID id, @PathVariable int partition, @RequestBody String sums) {
    preparation.summed(new JobId(id), partition, parsed(sums));
  }

  private static PreprocessingSums parsed(String json) {
    try {
      return PreprocessingSums.fromJson(json);
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          ErrorCode.MALFORMED_DOCUMENT,
          "The body holds no sums: %s.".formatted(e.getMessage()),
          "Send what an agent of this version sends.");
    }
  }

  /** The partition's rows; {@code Range: bytes=N-} goes on with an interrupted download. */
  @GetMapping("/partitions/{partition}/data")
  ResponseEntity<StreamingResponseBody> data(
      @PathVariable UUID id,
      @PathVariable int partition,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
    JobId job = new JobId(id);
    PartitionStore.PartitionData data =
        partitions.partitions(job).stream()
            .filter(p -> p.partition() == partition)
            .findFirst()
            .orElseThrow(() -> missing("partition " + partition + " of job " + id));
    long from =
        range == null ? 0 : HttpRange.parseRanges(range).getFirst().getRangeStart(data.bytes());
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(range == null ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT)
            .eTag('"' + data.sha256() + '"')
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .contentLength(data.bytes() - from);
    if (range != null) {
      answer.header(
          HttpHeaders.CONTENT_RANGE,
          "bytes %d-%d/%d".formatted(from, data.bytes() - 1, data.bytes()));
    }
    return answer.body(out -> partitions.write(job, partition, from, out));
  }

  private static PlatformException missing(String what) {
    return new PlatformException(
        ErrorCode.NOT_FOUND, "There is no " + what + ".", "The job may not have started yet.");
  }
}
