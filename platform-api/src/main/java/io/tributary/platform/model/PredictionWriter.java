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

/** Writes one line per prediction. Not thread-safe; whoever opened the stream closes it. */
final class PredictionWriter {
  private final Writer text;
  private final PredictionFormat format;
  private final CsvWriter csv;
  private final List<String> classes;
  private boolean begun;

  /**
   * @param classes of the model; empty for a regression
   */
  PredictionWriter(OutputStream stream, PredictionFormat format, List<String> classes) {
    this.text = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    this.format = format;
    this.csv = CsvWriter.builder().build(text);
    this.classes = classes;
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

  /** A class of its own per probability, in the order of the model's classes. */
  private void writeCsv(Prediction prediction) {
    List<String> cells = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (prediction.label() != null) {
      names.add("label");
      cells.add(prediction.label());
    }
    if (prediction.value() != null) {
      names.add("value");
      cells.add(prediction.value().toString());
    }
    if (prediction.probabilities() != null) {
      for (String name : classes) {
        names.add("probability:" + name);
        cells.add(String.valueOf(prediction.probabilities().get(name)));
      }
    }
    if (!begun) {
      begun = true;
      csv.writeRecord(names);
    }
    csv.writeRecord(cells);
  }
}
