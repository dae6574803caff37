package io.tributary.web.jobs;

import io.tributary.client.job.CrossValidation;
import io.tributary.web.platform.PlatformGateway;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The jobs of a cross-validation side by side. */
@Controller
class CrossValidationPageController {

  /** A fold and its job. */
  record FoldRow(int fold, JobRow job) {}

  /**
   * @param id of a cross-validation, or of one of its jobs
   */
  @GetMapping("/cross-validations/{id}")
  String page(PlatformGateway platform, @PathVariable String id, Model model) {
    CrossValidation validation = platform.crossValidation(id);
    List<FoldRow> folds =
        validation.jobs().stream()
            .map(fold -> new FoldRow(fold.fold(), JobRow.of(fold.job())))
            .toList();
    model.addAttribute("folds", folds);
    model.addAttribute("metrics", validation.metrics());
    model.addAttribute("running", folds.stream().anyMatch(fold -> fold.job().status().active()));
    return "jobs/folds";
  }
}
