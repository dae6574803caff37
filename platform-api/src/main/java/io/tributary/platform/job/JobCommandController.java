package io.tributary.platform.job;

import io.tributary.client.job.JobView;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/jobs/{id}/pause|resume|cancel}. The answer is the job as it is now; a run
 * moves it shortly after.
 */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@PreAuthorize("hasRole('OPERATOR')")
@ResponseStatus(HttpStatus.ACCEPTED)
class JobCommandController {
  private final JobCommands commands;
  private final JobViews views;

  JobCommandController(JobCommands commands, JobViews views) {
    this.commands = commands;
    this.views = views;
  }

  @PostMapping("/pause")
  JobView pause(@PathVariable String id) {
    commands.pause(JobController.jobId(id));
    return views.view(JobController.jobId(id));
  }

  @PostMapping("/resume")
  JobView resume(@PathVariable String id) {
    commands.resume(JobController.jobId(id));
    return views.view(JobController.jobId(id));
  }

  @PostMapping("/cancel")
  JobView cancel(@PathVariable String id, Principal user) {
    commands.cancel(JobController.jobId(id), user.getName());
    return views.view(JobController.jobId(id));
  }
}
