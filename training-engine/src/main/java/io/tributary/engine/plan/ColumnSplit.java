package io.tributary.engine.plan;

import io.tributary.engine.preprocessing.FeatureTransform;
import io.tributary.engine.preprocessing.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of a model's inputs each partition holds, where partitions hold columns of all rows in
 * place of rows with all columns.
 *
 * @param groups by partition; every input is in exactly one, and none is empty
 */
public record ColumnSplit(List<Group> groups) {
  public ColumnSplit {
    groups = List.copyOf(groups);
  }

  /**
   * Inputs that one raw column becomes.
   *
   * @param from first of the column's inputs; not 0 only in a column of bytes that several
   *     partitions share
   * @param to after the last
   */
  public record Range(String column, int from, int to) {}

  /** What one partition holds, in the order of its model's inputs. */
  public record Group(List<Range> ranges) {
    public Group {
      ranges = List.copyOf(ranges);
    }

    /** Number of inputs. */
    public int inputs() {
      return ranges.stream().mapToInt(range -> range.to() - range.from()).sum();
    }

    /** The part of {@code whole} that makes this partition's inputs of its columns. */
    public Preprocessing of(Preprocessing whole) {
      return new Preprocessing(
          ranges.stream().map(range -> cut(feature(whole, range), range)).toList(),
          whole.target(),
          whole.weight(),
          whole.id());
    }

    /** By input of this partition, the same input's place among all. */
    public int[] places(Preprocessing whole) {
      return ranges.stream().flatMapToInt(range -> places(whole, range)).toArray();
    }

    private static IntStream places(Preprocessing whole, Range range) {
      int first = 0;
      for (FeatureTransform feature : whole.features()) {
        if (feature.column().equals(range.column())) {
          return IntStream.range(first + range.from(), first + range.to());
        }
        first += feature.width();
      }
      throw new IllegalArgumentException("no feature is made of column " + range.column());
    }

    private static FeatureTransform feature(Preprocessing whole, Range range) {
      return whole.features().stream()
          .filter(feature -> feature.column().equals(range.column()))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("no feature is made of column " + range.column()));
    }

    private static FeatureTransform cut(FeatureTransform feature, Range range) {
      return switch (feature) {
        case FeatureTransform.ScaleBytes bytes ->
            new FeatureTransform.ScaleBytes(bytes.column(), range.to() - range.from());
        case FeatureTransform.OneHot whole -> whole;
        case FeatureTransform.Entity whole -> whole;
        case FeatureTransform.Words whole -> whole;
        case FeatureTransform.Standardize whole -> whole;
        case FeatureTransform.ScaleSparse whole -> whole;
        case FeatureTransform.DateParts whole -> whole;
      };
    }
  }

  /** The groups that somebody chose, by column names. */
  public static ColumnSplit named(Preprocessing whole, List<List<String>> columns) {
    return new ColumnSplit(
        columns.stream()
            .map(names -> new Group(names.stream().map(name -> all(whole, name)).toList()))
            .toList());
  }

  private static Range all(Preprocessing whole, String column) {
    FeatureTransform feature = Group.feature(whole, new Range(column, 0, 0));
    return new Range(column, 0, feature.width());
  }

  /**
   * Groups of about equally many inputs, in the order of the features. A column of bytes may be cut
   * anywhere, others belong to one partition whatever they become.
   *
   * @throws IllegalArgumentException where there are fewer such pieces than partitions
   */
  public static ColumnSplit balanced(Preprocessing whole, int partitions) {
    List<Range> pieces = pieces(whole);
    if (pieces.size() < partitions) {
      throw new IllegalArgumentException(
          "%d partitions for %d pieces of columns".formatted(partitions, pieces.size()));
    }
    long[] before = new long[pieces.size() + 1];
    for (int i = 0; i < pieces.size(); i++) {
      before[i + 1] = before[i] + pieces.get(i).to() - pieces.get(i).from();
    }
    List<Group> groups = new ArrayList<>();
    int from = 0;
    for (int group = 1; group <= partitions; group++) {
      long aim = before[pieces.size()] * group / partitions;
      int last = pieces.size() - (partitions - group);
      int to = from + 1;
      while (to < last && Math.abs(before[to + 1] - aim) <= Math.abs(before[to] - aim)) {
        to++;
      }
      groups.add(merged(pieces.subList(from, group == partitions ? last : to)));
      from = to;
    }
    return new ColumnSplit(groups);
  }

  private static List<Range> pieces(Preprocessing whole) {
    List<Range> pieces = new ArrayList<>();
    for (FeatureTransform feature : whole.features()) {
      String column = feature.column();
      switch (feature) {
        case FeatureTransform.ScaleBytes bytes -> {
          for (int i = 0; i < bytes.width(); i++) {
            pieces.add(new Range(column, i, i + 1));
          }
        }
        case FeatureTransform.OneHot oneHot -> pieces.add(new Range(column, 0, oneHot.width()));
        case FeatureTransform.Entity entity -> pieces.add(new Range(column, 0, entity.width()));
        case FeatureTransform.Words words -> pieces.add(new Range(column, 0, words.width()));
        case FeatureTransform.Standardize number -> pieces.add(new Range(column, 0, 1));
        case FeatureTransform.ScaleSparse sparse ->
            pieces.add(new Range(column, 0, sparse.width()));
        case FeatureTransform.DateParts parts -> pieces.add(new Range(column, 0, parts.width()));
      }
    }
    return pieces;
  }

  private static Group merged(List<Range> pieces) {
    List<Range> merged = new ArrayList<>();
    for (Range piece : pieces) {
      if (!merged.isEmpty() && merged.getLast().column().equals(piece.column())) {
        Range before = merged.removeLast();
        merged.add(new Range(piece.column(), before.from(), piece.to()));
      } else {
        merged.add(piece);
      }
    }
    return new Group(merged);
  }

  /**
   * First of the {@code count} rows of a batch that count as {@code partition}'s work: all see all
   * of them, but each has to be counted once, by each as many as it has of the inputs. Those of the
   * next partition follow; for the number of partitions this is {@code count}.
   */
  public int firstCounted(int partition, int count) {
    int[] inputs = groups.stream().mapToInt(Group::inputs).toArray();
    long before = Arrays.stream(inputs, 0, partition).asLongStream().sum();
    long all = Arrays.stream(inputs).asLongStream().sum();
    return (int) (count * before / all);
  }
}
