package io.tributary.web.jobs;

import io.tributary.client.TributaryException;
import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import io.tributary.client.job.JobView;
import io.tributary.client.problem.Violation;
import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Writing, checking and submitting a job, as a form or as YAML. */
@Controller
class NewJobPageController {
  @GetMapping("/jobs/new")
  String page(
      PlatformGateway platform,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String dataset,
      @RequestParam(required = false) @Nullable String start,
      Model model)
      throws MalformedDocument {
    if (start != null) {
      JobForm further = JobForm.of(ModelStart.document(platform.model(start), platform));
      return show(platform, model, NewJobPage.of(further, platform.datasets(null).items()));
    }
    JobForm form =
        from == null ? JobForm.suggested() : JobForm.of(JobDocuments.parse(platform.spec(from)));
    if (dataset != null) {
      form = form.with(JobField.DATASET, dataset);
    }
    List<DatasetView> datasets = platform.datasets(null).items();
    if (from == null) {
      form = withLikelyLabel(NewJobPage.of(form, datasets));
    }
    return show(platform, model, NewJobPage.of(form, datasets));
  }

  /** The same page for a job that goes on from a checkpoint of another. */
  @GetMapping("/jobs/{id}/fork")
  String fork(
      PlatformGateway platform, @PathVariable String id, @RequestParam long step, Model model)
      throws MalformedDocument {
    JobView job = platform.job(id);
    JobForm form = JobForm.of(ForkOrigin.document(job, step, platform.spec(id)));
    return show(platform, model, NewJobPage.of(form, platform.datasets(null).items()));
  }

  /** The inputs that depend on the data set, for the data set just chosen. */
  @PostMapping("/jobs/new/label")
  String label(
      PlatformGateway platform, @RequestParam Map<String, String> parameters, Model model) {
    List<DatasetView> datasets = platform.datasets(null).items();
    NewJobPage page = NewJobPage.of(JobForm.typed(parameters), datasets);
    model.addAttribute(
        "page", page.labelIsKnown() ? page : NewJobPage.of(withLikelyLabel(page), datasets));
    return "jobs/new :: labelPart";
  }

  /** The column that says it is the label, and the task that fits it. */
  private static JobForm withLikelyLabel(NewJobPage page) {
    for (ColumnView column : page.columns()) {
      if ("label".equals(column.role())) {
        return page.form().with(JobField.LABEL, column.name());
      }
    }
    return page.form();
  }

  @PostMapping("/jobs/new/check")
  String check(
      PlatformGateway platform, @RequestParam Map<String, String> parameters, Model model) {
    Written written = Written.read(parameters);
    model.addAttribute("page", page(platform, written, violations(platform, written.document())));
    return "jobs/new :: feedback";
  }

  @PostMapping("/jobs/new/yaml")
  String toYaml(
      PlatformGateway platform, @RequestParam Map<String, String> parameters, Model model) {
    String document = Written.read(parameters).document();
    return show(
        platform,
        model,
        page(platform, new Written(true, document), violations(platform, document)));
  }

  @PostMapping("/jobs/new/form")
  String toForm(
      PlatformGateway platform, @RequestParam Map<String, String> parameters, Model model) {
    Written written = Written.read(parameters);
    List<DatasetView> datasets = platform.datasets(null).items();
    try {
      JobForm form = JobForm.of(JobDocuments.parse(written.document()));
      return show(
          platform,
          model,
          new NewJobPage(
              false,
              form,
              "",
              JobViolations.of(violations(platform, written.document())),
              datasets,
              null));
    } catch (MalformedDocument malformed) {
      // Only what is YAML can be shown as a form: stay, and say what is wrong with it.
      return show(
          platform, model, page(platform, written, violations(platform, written.document())));
    }
  }

  @PostMapping("/jobs")
  String submit(
      PlatformGateway platform,
      @RequestParam Map<String, String> parameters,
      Model model,
      HttpServletResponse response) {
    Written written = Written.read(parameters);
    try {
      return FoldDocuments.meansAllFolds(written.document())
          ? "redirect:/cross-validations/" + platform.crossValidate(written.document())
          : "redirect:/jobs/" + platform.submit(written.document());
    } catch (TributaryException refusal) {
      if (refusal.status() != 400 && refusal.status() != 422) {
        throw refusal;
      }
      response.setStatus(422);
      List<Violation> violations =
          refusal.violations().isEmpty()
              ? List.of(new Violation("", String.valueOf(refusal.getMessage()), refusal.advice()))
              : refusal.violations();
      return show(platform, model, page(platform, written, violations));
    }
  }

  /** What is wrong with the job, or with those of all folds. */
  private static List<Violation> violations(PlatformGateway platform, String document) {
    return platform.check(
        FoldDocuments.meansAllFolds(document) ? FoldDocuments.firstOf(document) : document);
  }

  private static NewJobPage page(
      PlatformGateway platform, Written written, List<Violation> violations) {
    return new NewJobPage(
        written.raw(),
        written.form(),
        written.raw() ? written.document() : "",
        JobViolations.of(violations),
        platform.datasets(null).items(),
        null);
  }

  private static String show(PlatformGateway platform, Model model, NewJobPage page) {
    String document = page.raw() ? page.yaml() : page.form().document();
    model.addAttribute("page", page.from(ForkOrigin.of(document, platform)));
    return "jobs/new";
  }

  /** What came from the page: YAML text, or the form. */
  private record Written(boolean raw, JobForm form, String document) {
    Written(boolean raw, String document) {
      this(raw, JobForm.suggested(), document);
    }

    static Written read(Map<String, String> parameters) {
      String yaml = parameters.get("yaml");
      if (yaml != null) {
        return new Written(true, yaml);
      }
      JobForm form = JobForm.typed(parameters);
      return new Written(false, form, form.document());
    }
  }
}
