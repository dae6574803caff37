package io.tributary.engine.preprocessing;

import io.tributary.engine.table.Column;

/** In how many rows each place of hashed words is met: whole numbers, so their order is nothing. */
final class WordFit implements FeatureFit {
  private final HashedWords hashing;
  private final long[] rowsOf;
  private long rows;

  WordFit(HashedWords hashing) {
    this.hashing = hashing;
    this.rowsOf = new long[hashing.places()];
  }

  @Override
  public void accept(Column column) {
    Column.Categorical texts = Columns.categorical(column);
    long[] uses = new long[texts.dictionary().size()];
    for (int code : texts.codes()) {
      if (code >= 0) {
        uses[code]++;
      }
    }
    for (int code = 0; code < uses.length; code++) {
      if (uses[code] > 0) {
        for (int place : hashing.counts(texts.dictionary().get(code)).keySet()) {
          rowsOf[place] += uses[code];
        }
      }
    }
    rows += column.rows();
  }

  @Override
  public ColumnSums sums(String column) {
    throw new IllegalArgumentException(
        "column %s: words cannot be fitted by sums of several places".formatted(column));
  }

  @Override
  public FeatureTransform fit(String column, Scaling scaling) {
    float[] weights = new float[rowsOf.length];
    for (int place = 0; place < weights.length; place++) {
      weights[place] = (float) (StrictMath.log((1.0 + rows) / (1.0 + rowsOf[place])) + 1);
    }
    return FeatureTransform.Words.weighing(column, hashing, weights);
  }
}
