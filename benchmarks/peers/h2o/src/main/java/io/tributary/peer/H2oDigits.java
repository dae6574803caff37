package io.tributary.peer;

import hex.ModelMetricsMultinomial;
import hex.deeplearning.DeepLearning;
import hex.deeplearning.DeepLearningModel;
import hex.deeplearning.DeepLearningModel.DeepLearningParameters;
import io.tributary.peer.Trainings.Result;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import water.DKV;
import water.H2O;
import water.Key;
import water.fvec.Frame;
import water.fvec.NFSFileVec;
import water.fvec.Vec;
import water.parser.ParseDataset;

/** H2O's deep learning on one node with two threads. Arguments: IMAGES LABELS HIDDEN. */
public final class H2oDigits {
  private static final int[] EPOCHS = {1, 2, 3, 5, 8, 12, 18, 25, 40, 60};
  private static final String LABEL = "label";

  private H2oDigits() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Path logs = Files.createTempDirectory("h2o");
    H2O.main(
        new String[] {
          "-name", "digits-" + ProcessHandle.current().pid(),
          "-ip", "127.0.0.1",
          "-nthreads", "2",
          "-disable_web",
          "-ice_root", logs.toString()
        });
    H2O.waitForCloudSize(1, 30_000);
    Digits digits = Digits.read(arguments[0], arguments[1]);
    int hidden = Integer.parseInt(arguments[2]);
    Frame train = frame(logs, digits, "train", 0, digits.trained());
    Frame held = frame(logs, digits, "held", digits.trained(), digits.pixels().length);
    Trainings.answer(
        answers,
        "H2O deep learning " + H2O.ABV.projectVersion() + ", 2 threads, epochs",
        EPOCHS,
        epochs -> train(train, held, hidden, epochs));
    H2O.exit(0);
  }

  private static Result train(Frame train, Frame held, int hidden, int epochs) {
    DeepLearningParameters parameters = new DeepLearningParameters();
    parameters._train = train._key;
    parameters._response_column = LABEL;
    parameters._hidden = new int[] {hidden};
    parameters._activation = DeepLearningParameters.Activation.Rectifier;
    parameters._epochs = epochs;
    parameters._seed = 42;
    // Neither scoring in between nor an early stop: the budget is what counts.
    parameters._score_interval = 1_000_000;
    parameters._stopping_rounds = 0;
    long start = System.nanoTime();
    DeepLearningModel model = new DeepLearning(parameters).trainModel().get();
    double seconds = (System.nanoTime() - start) / 1e9;
    model.score(held).delete();
    double accuracy = ModelMetricsMultinomial.getFromDKV(model, held).hr()[0];
    model.delete();
    return new Result(seconds, accuracy);
  }

  private static Frame frame(Path directory, Digits digits, String name, int from, int to)
      throws Exception {
    StringBuilder csv = new StringBuilder(LABEL);
    for (int i = 0; i < digits.width(); i++) {
      csv.append(",p").append(i);
    }
    for (int row = from; row < to; row++) {
      csv.append("\nd").append(digits.labels()[row]);
      for (float pixel : digits.pixels()[row]) {
        csv.append(',').append(pixel);
      }
    }
    Path file = directory.resolve(name + ".csv");
    Files.writeString(file, csv.append('\n'), StandardCharsets.UTF_8);
    Frame frame =
        ParseDataset.parse(
            Key.<Frame>make(name), NFSFileVec.make(file.toFile())._key);
    if (!frame.vec(LABEL).isCategorical()) {
      Vec old = frame.replace(frame.find(LABEL), frame.vec(LABEL).toCategoricalVec());
      old.remove();
      DKV.put(frame);
    }
    return frame;
  }
}
