package io.tributary.peer;

import io.tributary.peer.Trainings.Result;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's gradient sharing with two workers. Arguments: IMAGES LABELS HIDDEN. */
public final class Dl4jDigits {
  private static final int[] EPOCHS = {1, 2, 3, 5, 8, 12, 18, 25, 40, 60};
  private static final int WORKERS = 2;
  private static final int ROWS_PER_WORKER = 64;

  private Dl4jDigits() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Digits digits = Digits.read(arguments[0], arguments[1]);
    int hidden = Integer.parseInt(arguments[2]);
    List<DataSet> train = batches(digits, 0, digits.trained());
    List<DataSet> held = batches(digits, digits.trained(), digits.pixels().length);
    Trainings.answer(
        answers,
        "DL4J 1.0.0-M2.1 gradient sharing, 2 workers, epochs",
        EPOCHS,
        epochs -> train(train, held, digits.width(), hidden, epochs));
    System.exit(0);
  }

  private static Result train(
      List<DataSet> train, List<DataSet> held, int inputs, int hidden, int epochs)
      throws Exception {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(42)
            .updater(new Nesterovs(0.05, 0.9))
            .weightInit(WeightInit.XAVIER)
            .list()
            .layer(
                new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(hidden)
                    .activation(Activation.RELU)
                    .build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(hidden)
                    .nOut(10)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    long start = System.nanoTime();
    try (ParallelWrapper wrapper =
        new ParallelWrapper.Builder<>(network)
            .workers(WORKERS)
            .trainingMode(ParallelWrapper.TrainingMode.SHARED_GRADIENTS)
            .thresholdAlgorithm(new AdaptiveThresholdAlgorithm())
            .prefetchBuffer(WORKERS * 2)
            .build()) {
      // One call for all epochs: each call ends its workers and collects garbage.
      List<DataSet> all = new ArrayList<>();
      for (int epoch = 0; epoch < epochs; epoch++) {
        all.addAll(train);
      }
      wrapper.fit(new ExistingDataSetIterator(all));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(
        seconds, network.evaluate(new ExistingDataSetIterator(held)).accuracy());
  }

  private static List<DataSet> batches(Digits digits, int from, int to) {
    INDArray features = Nd4j.create(Arrays.copyOfRange(digits.pixels(), from, to));
    INDArray labels = Nd4j.zeros(DataType.FLOAT, to - from, 10);
    for (int row = from; row < to; row++) {
      labels.putScalar(row - from, digits.labels()[row], 1);
    }
    return new DataSet(features, labels).batchBy(ROWS_PER_WORKER);
  }
}
