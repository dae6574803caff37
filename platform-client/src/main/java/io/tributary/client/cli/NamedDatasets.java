package io.tributary.client.cli;

import io.tributary.client.DatasetsClient;
import io.tributary.client.Page;
import io.tributary.client.dataset.DatasetView;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds data sets as people call them. */
final class NamedDatasets {
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-.{12}");
  private static final Pattern VERSION = Pattern.compile("(.+)@(\\d{1,9})");

  private final DatasetsClient datasets;

  NamedDatasets(DatasetsClient datasets) {
    this.datasets = datasets;
  }

  /**
   * The version that {@code text} means.
   *
   * @param text an id, {@code name@version}, or a name, which means its newest version
   */
  DatasetView find(String text) {
    if (ID.matcher(text).matches()) {
      return datasets.get(text);
    }
    Matcher versioned = VERSION.matcher(text);
    boolean exact = versioned.matches();
    String name = exact ? versioned.group(1) : text;
    DatasetView newest = null;
    @Nullable String cursor = null;
    do {
      Page<DatasetView> page = datasets.list(name, cursor, null);
      for (DatasetView candidate : page.items()) {
        boolean wanted = !exact || candidate.version() == Integer.parseInt(versioned.group(2));
        if (candidate.name().equals(name)
            && wanted
            && (newest == null || candidate.version() > newest.version())) {
          newest = candidate;
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    if (newest == null) {
      throw CommandFailure.refused(
          "There is no data set %s.".formatted(text),
          "List them with \"tributary datasets list\".");
    }
    return newest;
  }
}
