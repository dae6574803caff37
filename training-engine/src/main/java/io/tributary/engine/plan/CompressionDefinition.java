package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How fine the numbers are that contributions and updates carry. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CompressionDefinition.None.class, name = "none"),
  @JsonSubTypes.Type(value = CompressionDefinition.Int16.class, name = "int16"),
  @JsonSubTypes.Type(value = CompressionDefinition.Int8.class, name = "int8")
})
public sealed interface CompressionDefinition {

  /** Bits of a partition's numbers, sign included. */
  int bits();

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
}
