package io.tributary.platform.model;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tributary.client.ContractJson;
import io.tributary.client.model.Predictions.Prediction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one line per prediction. Not thread-safe; whoever opened the stream closes it. */
final class PredictionWriter {
  private final Writer text;
  private final PredictionFormat format;
  private final CsvWriter csv;
  private final List<String> classes;
  private final boolean identified;
  private final boolean recommends;
  private boolean begun;

  /**
   * @param classes of the model, or numbers of a mixture's components; empty for a regression
   * @param identified whether rows may have names, which come first
   * @param recommends whether rows may have items in place of a value
   */
  PredictionWriter(
      OutputStream stream,
      PredictionFormat format,
      List<String> classes,
      boolean identified,
      boolean recommends) {
    this.recommends = recommends;
    this.text = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    this.format = format;
    this.csv = CsvWriter.builder().build(text);
    this.classes = classes;
    this.identified = identified;
  }

  void write(List<Prediction> predictions) {
    try {
      for (Prediction prediction : predictions) {
        switch (format) {
          case CSV -> writeCsv(prediction);
          case JSONL -> text.write(ContractJson.json().writeValueAsString(prediction) + "\n");
        }
      }
      csv.flush();
      text.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the predictions cannot be sent on", e);
    }
  }

  /** A column of its own per probability, in the order of the model's classes, and per number. */
  private void writeCsv(Prediction prediction) {
    List<String> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (identified) {
      names.add("id");
      cells.add(prediction.id() == null ? "" : prediction.id().toString());
    }
    if (prediction.label() != null) {
      names.add("label");
      cells.add(prediction.label());
    }
    if (prediction.value() != null || recommends) {
      names.add("value");
      cells.add(prediction.value() == null ? "" : prediction.value().toString());
    }
    if (prediction.cluster() != null) {
      names.add("cluster");
      cells.add(prediction.cluster().toString());
    }
    if (prediction.probabilities() != null) {
      for (String name : classes) {
        names.add("probability:" + name);
        cells.add(String.valueOf(prediction.probabilities().get(name)));
      }
    }
    addNumbered("distance:", prediction.distances(), names, cells);
    addNumbered("score:", prediction.scores(), names, cells);
    if (recommends) {
      addItems(prediction, names, cells);
    }
    if (!begun) {
      begun = true;
      csv.writeRecord(names);
    }
    csv.writeRecord(cells);
  }

  /** As many columns for each row, so that rows which name an item may be among the others. */
  private static void addItems(Prediction prediction, List<String> names, List<String> cells) {
    List<Prediction.Item> items = prediction.items() == null ? List.of() : prediction.items();
    for (int i = 0; i < Recommender.TOP; i++) {
      names.add("item:" + i);
      cells.add(i < items.size() ? items.get(i).item() : "");
    }
  }

  private static void addNumbered(
      String prefix, @Nullable List<Double> values, List<String> names, List<String> cells) {
    if (values == null) {
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      names.add(prefix + i);
      cells.add(values.get(i).toString());
    }
  }
}
