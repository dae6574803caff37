package io.tributary.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * Reads a CSV file into a table in memory, every column with the type that DuckDB finds. Answers
 * each line, the file's path, with the seconds that took.
 */
public final class DuckDbRead {
  private DuckDbRead() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:")) {
      System.out.println("DuckDB " + version(database) + " reads it");
      for (String file = in.readLine(); file != null; file = in.readLine()) {
        long start = System.nanoTime();
        try (PreparedStatement read =
            database.prepareStatement("create table content as select * from read_csv(?)")) {
          read.setString(1, file);
          read.execute();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Statement drop = database.createStatement()) {
          drop.execute("drop table content");
        }
        System.out.println(seconds);
      }
    }
  }

  private static String version(Connection database) throws Exception {
    try (Statement query = database.createStatement();
        ResultSet answer = query.executeQuery("select version()")) {
      answer.next();
      return answer.getString(1);
    }
  }
}
