package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Stream;

/** The shape of a model. Inputs and outputs come from the preprocessing, the task and the loss. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelDefinition.Linear.class, name = "linear"),
  @JsonSubTypes.Type(
      value = ModelDefinition.FactorizationMachine.class,
      name = "factorization-machine"),
  @JsonSubTypes.Type(value = ModelDefinition.Mlp.class, name = "mlp"),
  @JsonSubTypes.Type(value = ModelDefinition.Cnn.class, name = "cnn"),
  @JsonSubTypes.Type(value = ModelDefinition.Autoencoder.class, name = "autoencoder"),
  @JsonSubTypes.Type(value = ModelDefinition.KMeans.class, name = "k-means"),
  @JsonSubTypes.Type(value = ModelDefinition.Pca.class, name = "pca"),
  @JsonSubTypes.Type(value = ModelDefinition.GaussianMixture.class, name = "gaussian-mixture")
})
public sealed interface ModelDefinition {
  boolean bias();

  Initial initial();

  /** One layer: softmax or least squares regression, support vector machines, by the loss. */
  record Linear(boolean bias, Initial initial) implements ModelDefinition {}

  /**
   * A linear model with an interaction of each pair of inputs (Rendle, "Factorization Machines",
   * ICDM 2010).
   *
   * @param factors of an input, at least 1: the rank of the matrix of interactions
   */
  record FactorizationMachine(int factors, boolean bias, Initial initial)
      implements ModelDefinition {}

  /**
   * A fully connected network.
   *
   * @param hidden units per hidden layer, input side first, each at least 1
   * @param dropout share of each hidden layer's units that a batch does without, from 0 to less
   *     than 1; a plan in JSON without it has none
   */
  record Mlp(
      List<Integer> hidden, Activation activation, boolean bias, Initial initial, Float dropout)
      implements ModelDefinition {
    public Mlp {
      hidden = List.copyOf(hidden);
      dropout = dropout == null ? 0f : dropout;
    }

    /** Without dropout. */
    public Mlp(List<Integer> hidden, Activation activation, boolean bias, Initial initial) {
      this(hidden, activation, bias, initial, 0f);
    }
  }

  /**
   * A convolutional network: convolutions, each with an activation and a pooling of 2 x 2, then
   * fully connected layers.
   *
   * @param image what each row is
   * @param filters per convolution, input side first, each at least 1; at least one convolution
   * @param kernel rows and columns of each convolution's filters
   * @param hidden units per hidden layer above the convolutions; may be empty
   */
  record Cnn(
      Image image,
      List<Integer> filters,
      int kernel,
      List<Integer> hidden,
      Activation activation,
      boolean bias,
      Initial initial)
      implements ModelDefinition {
    public Cnn {
      filters = List.copyOf(filters);
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * A fully connected network that gives back its inputs by way of few numbers (Hinton and
   * Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", Science 313, 2006):
   * hidden layers, the code, the hidden layers in reverse. The code is linear in the layer below.
   *
   * @param hidden units per hidden layer on the way to the code, input side first; may be empty
   * @param code how many numbers a row becomes, at least 1
   */
  record Autoencoder(
      List<Integer> hidden, int code, Activation activation, boolean bias, Initial initial)
      implements ModelDefinition {
    public Autoencoder {
      hidden = List.copyOf(hidden);
      requirePositive(code);
    }

    /** Units of all layers between inputs and outputs; the code's is at {@code hidden().size()}. */
    public List<Integer> units() {
      return Stream.of(hidden, List.of(code), hidden.reversed()).flatMap(List::stream).toList();
    }
  }

  /** Size of an image whose numbers lie row by row, pixel by pixel, channel by channel. */
  record Image(int rows, int columns, int channels) {
    /** Numbers of one image. */
    public long values() {
      return (long) rows * columns * channels;
    }
  }

  /**
   * A model that no gradient leads to: each step sums statistics of the rows, and the sums say what
   * its parameters become.
   */
  sealed interface Unsupervised extends ModelDefinition {
    /** What a row becomes: clusters that it may belong to, or numbers. */
    int outputs();

    @Override
    default boolean bias() {
      return false;
    }

    /** Where such a model begins is found in its first steps. */
    @Override
    default Initial initial() {
      return Initial.ZEROS;
    }
  }

  /**
   * Each row belongs to the nearest of some centres, and each centre is the mean of its rows
   * (Lloyd, "Least squares quantization in PCM", 1982).
   *
   * @param clusters at least 1
   */
  record KMeans(int clusters) implements Unsupervised {
    public KMeans {
      requirePositive(clusters);
    }

    @Override
    public int outputs() {
      return clusters;
    }
  }

  /**
   * The directions in which rows differ most (Pearson, 1901; Hotelling, 1933).
   *
   * @param components at least 1, at most the inputs
   * @param solver how they are found
   */
  record Pca(int components, Solver solver) implements Unsupervised {
    public Pca {
      requirePositive(components);
    }

    @Override
    public int outputs() {
      return components;
    }
  }

  /** How principal components are found. */
  enum Solver {
    /** From the covariance of all inputs, exactly: one pass, inputs squared numbers a step. */
    COVARIANCE,
    /**
     * By multiplying some directions with it again and again: a pass each, without ever having it.
     */
    ITERATIONS
  }

  /**
   * Rows are drawn from some normal distributions; the one they come from is not known (Dempster,
   * Laird and Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm", 1977).
   *
   * @param components at least 1
   * @param covariance what of it each has
   * @param floor what variances are at least, greater than 0
   */
  record GaussianMixture(int components, Covariance covariance, float floor)
      implements Unsupervised {
    public GaussianMixture {
      requirePositive(components);
      if (!(floor > 0)) {
        throw new IllegalArgumentException("a mixture with variances of at least " + floor);
      }
    }

    @Override
    public int outputs() {
      return components;
    }
  }

  /** What of a covariance is free. */
  enum Covariance {
    /** A variance for each input. */
    DIAGONAL,
    /** A covariance for each pair of inputs too. */
    FULL
  }

  private static void requirePositive(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a model with %d outputs".formatted(count));
    }
  }
}
