package io.tributary.engine.kernel;

import io.tributary.engine.preprocessing.InputRows;
import java.util.Arrays;

/**
 * Which user and which item each row is about, and which items each user has in any row. Immutable.
 *
 * @param userOf by row; -1 where the row names none that is known
 * @param itemOf by row; likewise
 * @param pairs of both, user by user, item by item, each once: {@code user * 2^32 + item}
 */
record UserItems(int[] userOf, int[] itemOf, long[] pairs) {

  /**
   * @param rows with at most one input of the first {@code users}, and one of those behind them
   */
  static UserItems of(InputRows rows, int users) {
    if (!(rows instanceof InputRows.Sparse sparse)) {
      throw new IllegalArgumentException("dense rows for a model of users and items");
    }
    int[] userOf = new int[rows.rows()];
    int[] itemOf = new int[rows.rows()];
    long[] pairs = new long[rows.rows()];
    int count = 0;
    Arrays.fill(userOf, -1);
    Arrays.fill(itemOf, -1);
    for (int row = 0; row < userOf.length; row++) {
      for (int i = sparse.offsets()[row]; i < sparse.offsets()[row + 1]; i++) {
        int place = sparse.places()[i];
        if (place < users) {
          userOf[row] = place;
        } else {
          itemOf[row] = place - users;
        }
      }
      if (userOf[row] >= 0 && itemOf[row] >= 0) {
        pairs[count++] = pair(userOf[row], itemOf[row]);
      }
    }
    return new UserItems(
        userOf, itemOf, Arrays.stream(pairs, 0, count).sorted().distinct().toArray());
  }

  boolean has(int user, int item) {
    return Arrays.binarySearch(pairs, pair(user, item)) >= 0;
  }

  /** Where in {@link #pairs} those of {@code user} begin, or would. */
  int from(int user) {
    int at = Arrays.binarySearch(pairs, pair(user, 0));
    return at >= 0 ? at : -at - 1;
  }

  int item(int pair) {
    return (int) pairs[pair];
  }

  int user(int pair) {
    return (int) (pairs[pair] >>> Integer.SIZE);
  }

  private static long pair(int user, int item) {
    return ((long) user << Integer.SIZE) + item;
  }
}
