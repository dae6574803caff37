package io.tributary.client.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tables with a header line, made from known functions. */
public enum CsvSample {
  /** {@code y = x}, x uniform in (0, 1): the one-weight example. */
  ARTICLE(400, "x,y") {
    @Override
    String row(Randomness random) {
      double x = random.unit();
      return x + "," + x;
    }
  },

  /** Two clouds of points in the plane, {@code kind} says which. */
  BLOBS(1000, "x1,x2,kind") {
    @Override
    String row(Randomness random) {
      boolean north = random.unit() < 0.5;
      double x1 = (north ? 1.5 : -1.5) + random.normal();
      double x2 = (north ? 1.0 : -1.0) + random.normal();
      return String.format(Locale.ROOT, "%.4f,%.4f,%s", x1, x2, north ? "north" : "south");
    }
  },

  /** Two half moons that reach into one another: no straight line keeps them apart. */
  MOONS(1000, "x1,x2,moon") {
    @Override
    String row(Randomness random) {
      boolean upper = random.unit() < 0.5;
      double angle = random.between(0, Math.PI);
      double x1 = upper ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
      double x2 = upper ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
      return String.format(
          Locale.ROOT,
          "%.4f,%.4f,%s",
          x1 + 0.12 * random.normal(),
          x2 + 0.12 * random.normal(),
          upper ? "upper" : "lower");
    }
  },

  /** Advertisements shown, and whether they were clicked; see {@link ClickLog} for the truth. */
  CLICKS(20_000, ClickLog.HEADER) {
    @Override
    String row(Randomness random) {
      return ClickLog.row(random);
    }
  },

  /** What people think of films; see {@link FilmRatings} for the truth. */
  RATINGS(50_000, FilmRatings.HEADER) {
    @Override
    String row(Randomness random) {
      return FilmRatings.row(random);
    }
  },

  /**
   * House prices in thousands: {@code 30 + 45 ln(1 + area/20) + 12 rooms - 0.6 age + 60
   * exp(-distance/4) * (1 + 0.1 rooms)} plus noise of standard deviation 8.
   */
  HOUSING(5000, "area,rooms,age,distance,price") {
    @Override
    String row(Randomness random) {
      double area = random.between(25, 220);
      int rooms = 1 + random.below(6);
      double age = random.between(0, 90);
      double distance = random.between(0.2, 25);
      double price =
          30
              + 45 * StrictMath.log(1 + area / 20)
              + 12 * rooms
              - 0.6 * age
              + 60 * StrictMath.exp(-distance / 4) * (1 + 0.1 * rooms)
              + 8 * random.normal();
      return String.format(
          Locale.ROOT, "%.1f,%d,%.1f,%.2f,%.2f", area, rooms, age, distance, price);
    }
  };

  private final int usualRows;
  private final String header;

  CsvSample(int usualRows, String header) {
    this.usualRows = usualRows;
    this.header = header;
  }

  /** Rows where nobody says how many. */
  public int usualRows() {
    return usualRows;
  }

  abstract String row(Randomness random);

  /** Writes the table, one row at a time, replacing what is there. */
  public void writeTo(Path file, long seed, long rows) throws IOException {
    if (rows < 1) {
      throw new IllegalArgumentException(rows + " rows were asked for; at least 1 is needed");
    }
    Randomness random = new Randomness(seed);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(header);
      out.write('\n');
      for (long i = 0; i < rows; i++) {
        out.write(row(random));
        out.write('\n');
      }
    }
  }
}
