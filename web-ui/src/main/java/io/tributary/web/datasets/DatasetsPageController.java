package io.tributary.web.datasets;

import io.tributary.client.Page;
import io.tributary.client.TributaryException;
import io.tributary.client.dataset.DatasetView;
import io.tributary.web.platform.PlatformGateway;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of data sets and one data set. */
@Controller
class DatasetsPageController {
  @GetMapping("/datasets")
  String list(
      PlatformGateway platform,
      @RequestParam(required = false) @Nullable String cursor,
      Model model) {
    Page<DatasetView> page = platform.datasets(cursor);
    model.addAttribute("datasets", page.items());
    model.addAttribute("nextCursor", page.nextCursor());
    return "datasets/datasets";
  }

  @GetMapping("/datasets/new")
  String uploadForm() {
    return "datasets/upload";
  }

  @GetMapping("/datasets/{id}")
  String page(PlatformGateway platform, @PathVariable String id, Model model) {
    model.addAttribute("page", DatasetPage.read(platform, id));
    model.addAttribute("refusal", null);
    return "datasets/dataset";
  }

  @PostMapping("/datasets/{id}/delete")
  String delete(
      PlatformGateway platform,
      @PathVariable String id,
      Model model,
      HttpServletResponse response) {
    try {
      platform.deleteDataset(id);
    } catch (TributaryException refusal) {
      if (refusal.status() != 409) {
        throw refusal;
      }
      model.addAttribute("page", DatasetPage.read(platform, id));
      model.addAttribute("refusal", refusal);
      response.setStatus(refusal.status());
      return "datasets/dataset";
    }
    return "redirect:/datasets";
  }
}
