package io.tributary.peer;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.tools.ConsumerPerformance;
import org.apache.kafka.tools.ProducerPerformance;

/**
 * Kafka's own performance tools in one JVM, so that they are as warm as we are. Each line of input
 * is {@code produce} or {@code consume} and the tool's arguments; the answer is bytes per second.
 */
public final class KafkaTools {
  private static final Pattern PRODUCED =
      Pattern.compile("(\\d+) records sent, ([0-9.]+) records/sec \\(([0-9.]+) MB/sec\\)");
  private static final double MIB = 1 << 20;

  private KafkaTools() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    answers.println("Kafka's perf tools");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      String[] rest = Arrays.copyOfRange(words, 1, words.length);
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      double mebibytes;
      if (words[0].equals("produce")) {
        ProducerPerformance.main(rest);
        mebibytes = produced(said.toString(StandardCharsets.UTF_8));
      } else {
        ConsumerPerformance.main(rest);
        mebibytes = consumed(said.toString(StandardCharsets.UTF_8));
      }
      answers.println(mebibytes * MIB);
    }
  }

  /** The last line of such numbers counts all records. */
  private static double produced(String said) {
    Matcher matcher = PRODUCED.matcher(said);
    double last = Double.NaN;
    while (matcher.find()) {
      last = Double.parseDouble(matcher.group(3));
    }
    return last;
  }

  /** The last but one column is the rate without the time that joining the group took. */
  private static double consumed(String said) {
    String[] lines = said.strip().split("\n");
    String[] columns = lines[lines.length - 1].split(",");
    return Double.parseDouble(columns[columns.length - 2].strip());
  }
}
