package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What of a gradient contributions and updates carry, and how fine the numbers are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CompressionDefinition.None.class, name = "none"),
  @JsonSubTypes.Type(value = CompressionDefinition.Int16.class, name = "int16"),
  @JsonSubTypes.Type(value = CompressionDefinition.Int8.class, name = "int8"),
  @JsonSubTypes.Type(value = CompressionDefinition.TopK.class, name = "top-k"),
  @JsonSubTypes.Type(value = CompressionDefinition.Threshold.class, name = "threshold"),
  @JsonSubTypes.Type(value = CompressionDefinition.Sign.class, name = "sign"),
  @JsonSubTypes.Type(value = CompressionDefinition.PowerSgd.class, name = "power-sgd"),
  @JsonSubTypes.Type(value = CompressionDefinition.Adaptive.class, name = "adaptive")
})
public sealed interface CompressionDefinition {

  /** Bits of a partition's numbers, sign included. */
  int bits();

  /**
   * Factor of two, as an exponent, by which contributions may grow from one step to the next before
   * they do not fit.
   */
  default int headroom() {
    return bits() > 8 ? 2 : 1;
  }

  /**
   * Whether what is not sent is kept by the partition and added to its next gradient: error
   * feedback (Karimireddy et al., "Error Feedback Fixes SignSGD", ICML 2019).
   */
  default boolean remembers() {
    return false;
  }

  /** As fine as sums of 32 bits allow, rounded to the nearest. */
  record None() implements CompressionDefinition {
    @Override
    public int bits() {
      return 32;
    }
  }

  /**
   * 16 bits with stochastic rounding, which keeps the mean: IntSGD (Mishchenko et al., ICLR 2022)
   * on a power-of-two grid per chunk.
   */
  record Int16() implements CompressionDefinition {
    @Override
    public int bits() {
      return 16;
    }
  }

  /** 8 bits with stochastic rounding. */
  record Int8() implements CompressionDefinition {
    @Override
    public int bits() {
      return 8;
    }
  }

  /**
   * The largest values of the gradient, by magnitude: Deep Gradient Compression (Lin et al., ICLR
   * 2018).
   *
   * @param share of the values that is sent, above 0 and at most 1
   * @param warmupEpochs over which the share falls to {@code share}, by the same factor each epoch
   * @param momentum of the momentum correction: each partition keeps a velocity of its own, the
   *     committed update is plain SGD; 0 for none
   * @param nesterov whether that momentum looks ahead
   */
  record TopK(float share, int warmupEpochs, float momentum, boolean nesterov)
      implements CompressionDefinition {
    public TopK {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("top-k with a share of " + share);
      }
    }

    @Override
    public int bits() {
      return 8;
    }

    @Override
    public boolean remembers() {
      return true;
    }
  }

  /**
   * Values beyond a threshold, as plus or minus the threshold (Strom, "Scalable Distributed DNN
   * Training Using Commodity GPU Cloud Computing", Interspeech 2015); the threshold follows a
   * wanted share, as in DL4J's gradient sharing.
   *
   * @param share of the values that is aimed at, above 0 and below 1
   */
  record Threshold(float share) implements CompressionDefinition {
    public Threshold {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("a threshold for a share of " + share);
      }
    }

    @Override
    public int bits() {
      return 8;
    }

    @Override
    public boolean remembers() {
      return true;
    }
  }

  /**
   * Signs, times one magnitude per chunk: 1-bit SGD (Seide et al., Interspeech 2014) with error
   * feedback.
   */
  record Sign() implements CompressionDefinition {
    @Override
    public int bits() {
      return 1;
    }

    @Override
    public int headroom() {
      return 0;
    }

    @Override
    public boolean remembers() {
      return true;
    }
  }

  /**
   * Each weight matrix as a product of two thin ones, of which one is summed in each step: PowerSGD
   * (Vogels et al., NeurIPS 2019) in the alternating form of ACP-SGD (Zhang et al., ICDCS 2023),
   * which needs one round trip a step.
   *
   * @param rank columns of the thin matrices, at least 1
   */
  record PowerSgd(int rank) implements CompressionDefinition {
    public PowerSgd {
      if (rank < 1) {
        throw new IllegalArgumentException("power-sgd of rank " + rank);
      }
    }

    @Override
    public int bits() {
      return 16;
    }

    @Override
    public boolean remembers() {
      return true;
    }
  }

  /**
   * One of some levels at each step, with error feedback. Which one is in the ledger: each update
   * may say which holds from the first step on that nobody can have begun.
   *
   * @param levels at least one, from fine to coarse; the first holds at the beginning
   */
  record Adaptive(List<CompressionLevel> levels) implements CompressionDefinition {
    public Adaptive {
      levels = List.copyOf(levels);
      boolean rising = !levels.isEmpty();
      for (int i = 1; i < levels.size(); i++) {
        rising &= levels.get(i).compareTo(levels.get(i - 1)) > 0;
      }
      if (!rising) {
        throw new IllegalArgumentException("adaptive compression with the levels " + levels);
      }
    }

    /** Of the finest level. */
    @Override
    public int bits() {
      return levels.getFirst().bits();
    }

    @Override
    public boolean remembers() {
      return true;
    }
  }
}
