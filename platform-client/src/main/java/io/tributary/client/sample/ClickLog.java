package io.tributary.client.sample;

import java.util.Locale;

/**
 * A log of advertisements. Popularity of sites and advertisements falls as one over the rank
 * (Zipf), as in real logs, so most of their names are rare.
 *
 * <p>The truth: the logit of a click is {@code -1.8 + 0.8 s + 0.8 a + 0.6 d(device, topic) - 0.25
 * (position - 1) + 0.3 sin(2 pi hour / 24)} with planted normal numbers s of the site, a of the
 * advertisement and d of the device with the advertisement's topic. So a linear model on all
 * columns finds everything but d, which needs pairs of columns.
 */
final class ClickLog {
  static final String HEADER = "hour,device,site,ad,topic,position,clicked";

  private static final String[] DEVICES = {"phone", "tablet", "desktop"};
  private static final int SITES = 300;
  private static final int ADS = 900;
  private static final int TOPICS = 12;
  private static final int POSITIONS = 8;

  private ClickLog() {}

  static String row(Randomness random) {
    int hour = random.below(24);
    int device = random.below(DEVICES.length);
    int site = rank(random, SITES);
    int ad = rank(random, ADS);
    int position = 1 + random.below(POSITIONS);
    boolean clicked = random.unit() < probability(hour, device, site, ad, position);
    return String.format(
        Locale.ROOT,
        "%d,%s,site-%03d,ad-%03d,topic-%02d,%d,%s",
        hour,
        DEVICES[device],
        site,
        ad,
        topic(ad),
        position,
        clicked ? "yes" : "no");
  }

  /** Of a click. */
  static double probability(int hour, int device, int site, int ad, int position) {
    double logit =
        -1.8
            + 0.8 * Planted.normal("site", site)
            + 0.8 * Planted.normal("ad", ad)
            + 0.6 * Planted.normal("device", device, topic(ad))
            - 0.25 * (position - 1)
            + 0.3 * StrictMath.sin(2 * Math.PI * hour / 24);
    return 1 / (1 + StrictMath.exp(-logit));
  }

  private static int topic(int ad) {
    return ad % TOPICS;
  }

  /** 1 to {@code most}, the probability falling as one over the rank. */
  private static int rank(Randomness random, int most) {
    return Math.min(most, (int) StrictMath.pow(most + 1, random.unit()));
  }
}
