package io.tributary.client.sample;

import java.util.Locale;

/**
 * Ratings of films by people. The truth: {@code 3 + 0.4 p + 0.5 f + u . v} plus noise of standard
 * deviation 0.2, with planted normal numbers p of the person and f of the film and planted vectors
 * u and v of {@value #FACTORS} normal numbers each, scaled so that u . v has a standard deviation
 * of 0.7. So p and f alone leave an error of 0.73, and factors one of 0.2.
 */
final class FilmRatings {
  static final String HEADER = "person,film,rating";
  static final int FACTORS = 3;

  private static final int PEOPLE = 1_000;
  private static final int FILMS = 400;
  private static final double NOISE = 0.2;

  private FilmRatings() {}

  static String row(Randomness random) {
    int person = 1 + random.below(PEOPLE);
    int film = 1 + random.below(FILMS);
    return String.format(
        Locale.ROOT,
        "person-%04d,film-%03d,%.2f",
        person,
        film,
        truth(person, film) + NOISE * random.normal());
  }

  static double truth(int person, int film) {
    double product = 0;
    for (int part = 1; part <= FACTORS; part++) {
      product += Planted.normal("person", person, part) * Planted.normal("film", film, part);
    }
    return 3
        + 0.4 * Planted.normal("person", person)
        + 0.5 * Planted.normal("film", film)
        + 0.7 * product / StrictMath.sqrt(FACTORS);
  }
}
