package io.tributary.web.jobs;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The page that writes a job.
 *
 * @param raw whether the YAML is shown instead of the form
 * @param yaml the document as text; only where {@code raw}
 * @param datasets that may be chosen, newest first
 * @param origin of a fork; null for a job from scratch
 */
record NewJobPage(
    boolean raw,
    JobForm form,
    String yaml,
    JobViolations violations,
    List<DatasetView> datasets,
    @Nullable ForkOrigin origin) {

  static NewJobPage of(JobForm form, List<DatasetView> datasets) {
    return new NewJobPage(false, form, "", JobViolations.NONE, datasets, null);
  }

  NewJobPage from(@Nullable ForkOrigin checkpoint) {
    return new NewJobPage(raw, form, yaml, violations, datasets, checkpoint);
  }

  /** The chosen data set's name as the options spell it; what was typed where there is none. */
  public String chosen() {
    return chosenDataset()
        .map(dataset -> dataset.name() + "@" + dataset.version())
        .orElse(form.get(JobField.DATASET));
  }

  public boolean chosenIsKnown() {
    return chosenDataset().isPresent();
  }

  /** Columns of the chosen data set. */
  public List<ColumnView> columns() {
    return chosenDataset().map(DatasetView::columns).orElse(List.of());
  }

  public boolean labelIsKnown() {
    return columns().stream().anyMatch(column -> column.name().equals(form.get(JobField.LABEL)));
  }

  private Optional<DatasetView> chosenDataset() {
    String wanted = form.get(JobField.DATASET);
    return datasets.stream()
        .filter(
            dataset ->
                wanted.equals(dataset.name() + "@" + dataset.version())
                    || wanted.equals(dataset.name()))
        .findFirst();
  }
}
