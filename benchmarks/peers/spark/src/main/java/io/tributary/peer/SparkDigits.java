package io.tributary.peer;

import io.tributary.peer.Trainings.Result;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark MLlib's perceptron, {@code local[2]}, L-BFGS. Arguments: IMAGES LABELS HIDDEN. */
public final class SparkDigits {
  private static final int[] ITERATIONS = {10, 20, 30, 45, 60, 80, 110, 150, 200};

  private SparkDigits() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Digits digits = Digits.read(arguments[0], arguments[1]);
    int hidden = Integer.parseInt(arguments[2]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("digits")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      Dataset<Row> train = rows(spark, digits, 0, digits.trained());
      Dataset<Row> held = rows(spark, digits, digits.trained(), digits.pixels().length);
      Trainings.answer(
          answers,
          "Spark MLlib " + spark.version() + " local[2], iterations",
          ITERATIONS,
          iterations -> train(train, held, new int[] {digits.width(), hidden, 10}, iterations));
    }
  }

  private static Result train(
      Dataset<Row> train, Dataset<Row> held, int[] layers, int iterations) {
    long start = System.nanoTime();
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassifier()
            .setLayers(layers)
            .setMaxIter(iterations)
            .setTol(0)
            .setSeed(42)
            .fit(train);
    double seconds = (System.nanoTime() - start) / 1e9;
    long right = model.transform(held).filter("prediction = label").count();
    return new Result(seconds, right / (double) held.count());
  }

  private static Dataset<Row> rows(SparkSession spark, Digits digits, int from, int to) {
    List<Row> rows = new ArrayList<>();
    for (int row = from; row < to; row++) {
      double[] pixels = new double[digits.width()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = digits.pixels()[row][i];
      }
      rows.add(RowFactory.create((double) digits.labels()[row], Vectors.dense(pixels)));
    }
    StructType type =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    Dataset<Row> cached = spark.createDataFrame(rows, type).repartition(2).cache();
    cached.count();
    return cached;
  }
}
