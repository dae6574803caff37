package io.tributary.engine.contribution;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of partitions of one job. Immutable. */
public final class PartitionSet {
  private final BitSet bits;

  private PartitionSet(BitSet bits) {
    this.bits = bits;
  }

  public static PartitionSet of(Collection<Integer> partitions) {
    BitSet bits = new BitSet();
    partitions.forEach(bits::set);
    return new PartitionSet(bits);
  }

  /** Partitions 0 to {@code partitions} - 1: all of a job. */
  public static PartitionSet first(int partitions) {
    BitSet bits = new BitSet(partitions);
    bits.set(0, partitions);
    return new PartitionSet(bits);
  }

  /** The set that {@link #words()} describes. */
  public static PartitionSet ofWords(long[] words) {
    return new PartitionSet(BitSet.valueOf(words));
  }

  public boolean intersects(BitSet others) {
    return bits.intersects(others);
  }

  /** Whether all of {@code others} are in this set. */
  public boolean containsAll(PartitionSet others) {
    BitSet beyond = (BitSet) others.bits.clone();
    beyond.andNot(bits);
    return beyond.isEmpty();
  }

  /** Adds these partitions to {@code target}. */
  public void addTo(BitSet target) {
    target.or(bits);
  }

  public int size() {
    return bits.cardinality();
  }

  /** Largest partition index, or -1 in an empty set. */
  public int largest() {
    return bits.length() - 1;
  }

  /** The set as little-endian 64-bit words. */
  public long[] words() {
    return bits.toLongArray();
  }

  /** The partitions in rising order. */
  public List<Integer> toList() {
    return bits.stream().boxed().toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PartitionSet set && set.bits.equals(bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
