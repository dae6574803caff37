package io.tributary.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The platform's database, asked how long it takes to store blobs that it has.
 *
 * @param url JDBC
 * @param directory for a file of them
 */
record StoredBlobs(String url, String user, String password, Path directory) {

  /** Seconds of a {@code COPY} of a data set's blobs into an empty table like theirs. */
  double copySeconds(String dataset) throws SQLException, IOException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    Path file = directory.resolve("blobs");
    try (Connection database = DriverManager.getConnection(url, login);
        Statement statement = database.createStatement()) {
      CopyManager copies = database.unwrap(PGConnection.class).getCopyAPI();
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        copies.copyOut(
            "copy (select * from dataset_blob where dataset_id = '%s') to stdout (format binary)"
                .formatted(dataset),
            out);
      }
      statement.execute("create table copied (like dataset_blob including all)");
      long start = System.nanoTime();
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        copies.copyIn("copy copied from stdin (format binary)", in);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      statement.execute("drop table copied");
      return seconds;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
