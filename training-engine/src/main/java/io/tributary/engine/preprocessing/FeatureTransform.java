package io.tributary.engine.preprocessing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.engine.table.TimePattern;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one raw column becomes {@code width()} inputs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FeatureTransform.Standardize.class, name = "standardize"),
  @JsonSubTypes.Type(value = FeatureTransform.OneHot.class, name = "one-hot"),
  @JsonSubTypes.Type(value = FeatureTransform.Entity.class, name = "entity"),
  @JsonSubTypes.Type(value = FeatureTransform.Words.class, name = "words"),
  @JsonSubTypes.Type(value = FeatureTransform.DateParts.class, name = "date-parts"),
  @JsonSubTypes.Type(value = FeatureTransform.ScaleBytes.class, name = "scale-bytes"),
  @JsonSubTypes.Type(value = FeatureTransform.ScaleSparse.class, name = "scale-sparse")
})
public sealed interface FeatureTransform {
  String column();

  int width();

  /**
   * {@code ((x or impute) - mean) / scale}; {@code scale} is never 0. Without standardisation mean
   * is 0 and scale 1.
   *
   * @param impute stands in for a missing value: the mean of the training rows
   */
  record Standardize(String column, double impute, double mean, double scale)
      implements FeatureTransform {
    @Override
    public int width() {
      return 1;
    }

    /** The input that {@code value}, NaN where missing, becomes. */
    float input(double value) {
      return (float) (((Double.isNaN(value) ? impute : value) - mean) / scale);
    }
  }

  /** One input per category seen in training; a missing or unseen value gives zeros. */
  record OneHot(String column, List<String> categories) implements FeatureTransform {
    /** With more categories than this, rows are kept sparse: only the one input is stored. */
    public static final int MOST_DENSE = 1000;

    public OneHot {
      categories = List.copyOf(categories);
    }

    @Override
    public int width() {
      return categories.size();
    }
  }

  /**
   * One input per user, item or other thing that training rows name; a missing or unseen one gives
   * zeros. Rows are kept sparse, however few there are.
   *
   * @param names texts, or numbers without trailing zeros, in order (numbers numerically)
   * @param numbers whether rows name by numbers
   */
  record Entity(String column, List<String> names, boolean numbers) implements FeatureTransform {
    public Entity {
      names = List.copyOf(names);
    }

    @Override
    public int width() {
      return names.size();
    }
  }

  /**
   * One input per place of {@link HashedWords}: how often it is met, times {@code log((1 + rows) /
   * (1 + rows with it)) + 1} of the training rows (TF-IDF, smooth as in scikit-learn), all divided
   * by the row's Euclidean length. A missing text, and one without a word, gives zeros.
   *
   * @param places width
   * @param words in the longest sequence
   * @param weights one float32 per place, little-endian, in Base64
   */
  record Words(String column, int places, int words, String weights) implements FeatureTransform {

    static Words weighing(String column, HashedWords hashing, float[] weights) {
      return new Words(column, hashing.places(), hashing.words(), written(weights));
    }

    @Override
    public int width() {
      return places;
    }

    HashedWords hashing() {
      return new HashedWords(places, words);
    }

    /** By place; owned by the caller. */
    float[] weightOf() {
      return read(weights, places);
    }
  }

  private static String written(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] read(String text, int count) {
    float[] values = new float[count];
    ByteBuffer.wrap(Base64.getDecoder().decode(text))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /**
   * {@code (year - mean) / scale}, then sine and cosine of month, day of the month, day of the week
   * and hour (with minutes) on circles of 12, 31, 7 and 24, in UTC. All zero where the time is
   * missing.
   *
   * @param pattern how the user's file writes times
   * @param mean of the training rows' years
   * @param scale never 0
   */
  record DateParts(String column, TimePattern pattern, double mean, double scale)
      implements FeatureTransform {
    /** A year, and sine and cosine of four parts. */
    public static final int INPUTS = 9;

    @Override
    public int width() {
      return INPUTS;
    }
  }

  /** {@code byte / 255}: pixels to 0..1. */
  record ScaleBytes(String column, int width) implements FeatureTransform {}

  /**
   * {@code x / divisor}, so that what is zero stays zero. Entries whose index was not among those
   * of the training data's column count for nothing.
   *
   * @param first index of the first input
   * @param divisors one float32 per input, little-endian, in Base64: the largest magnitude among
   *     the training rows, so that inputs lie between -1 and 1 (scikit-learn's MaxAbsScaler), or 1
   *     where all are zero; empty where every divisor is 1. As text, because a list of a million
   *     numbers would take twenty times the memory in each process that has the plan.
   */
  record ScaleSparse(String column, int first, int width, String divisors)
      implements FeatureTransform {

    /** Divides each input by its largest magnitude, where that is not 0. */
    static ScaleSparse by(String column, int first, float[] largest) {
      float[] divisors = new float[largest.length];
      boolean all = true;
      for (int i = 0; i < divisors.length; i++) {
        divisors[i] = largest[i] == 0 ? 1 : largest[i];
        all &= divisors[i] == 1;
      }
      return new ScaleSparse(column, first, largest.length, all ? "" : written(divisors));
    }

    /** By input; null where every divisor is 1. */
    public float @Nullable [] divisorOf() {
      if (divisors.isEmpty()) {
        return null;
      }
      return read(divisors, width);
    }
  }
}
