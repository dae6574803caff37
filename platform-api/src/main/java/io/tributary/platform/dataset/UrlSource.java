package io.tributary.platform.dataset;

import io.tributary.client.problem.Violation;
import io.tributary.dataset.FileNames;
import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Fetches files over HTTP from where the operator allows it; every redirect is checked as the
 * address was. Thread-safe.
 */
@Component
class UrlSource {
  private static final int MAX_REDIRECTS = 5;

  private final SourceSettings settings;
  private final DatasetSettings limits;
  private final UrlPrefixes prefixes;

  UrlSource(SourceSettings settings, DatasetSettings limits) {
    this.settings = settings;
    this.limits = limits;
    this.prefixes = new UrlPrefixes(settings.urlPrefixes());
  }

  ReceivedFile fetch(String address, ReceivedFiles folder) {
    URI url = parsed(address);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      requireAllowed(url);
      try {
        HttpURLConnection connection = open(url);
        try {
          int status = connection.getResponseCode();
          String next = connection.getHeaderField("Location");
          if (status / 100 == 3 && next != null) {
            url = url.resolve(parsed(next));
          } else if (status == 200) {
            return receive(url, connection, folder);
          } else {
            throw failed(url, "answers with status " + status, "Check that the file is there.");
          }
        } finally {
          connection.disconnect();
        }
      } catch (IOException e) {
        throw failed(
            url, "cannot be read: " + e.getMessage(), "Check the address, and try again later.");
      }
    }
    throw failed(url, "is behind more than " + MAX_REDIRECTS + " redirects", "Give the last one.");
  }

  /** Without a proxy of the machine, which would resolve names in a place of its own. */
  private HttpURLConnection open(URI url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    int patience = Math.toIntExact(settings.patience().toMillis());
    connection.setConnectTimeout(patience);
    connection.setReadTimeout(patience);
    // What arrives is the file, and its length the one announced.
    connection.setRequestProperty("Accept-Encoding", "identity");
    return connection;
  }

  private ReceivedFile receive(URI url, HttpURLConnection connection, ReceivedFiles folder)
      throws IOException {
    long announced = connection.getContentLengthLong();
    long most = limits.maxUpload().toBytes();
    if (announced > most) {
      throw tooLarge(url, most);
    }
    try (InputStream body = connection.getInputStream()) {
      FetchedStream stream =
          new FetchedStream(
              body,
              most,
              () -> tooLarge(url, most),
              e -> failed(url, "broke off: " + e.getMessage(), "Try again."));
      ReceivedFile file = folder.receive(fileName(url), stream);
      if (announced >= 0 && stream.count() < announced) {
        throw failed(
            url,
            "broke off after %d of %d bytes".formatted(stream.count(), announced),
            "Try again.");
      }
      return file;
    }
  }

  private void requireAllowed(URI url) {
    String refusal = prefixes.refusal(url);
    if (refusal != null) {
      String advice = "Ask the operator to allow it; the setting is tributary.source.url-prefixes.";
      throw new PlatformException(
          ErrorCode.DATASET_SOURCE_NOT_ALLOWED,
          "%s %s.".formatted(shown(url), refusal),
          advice,
          List.of(new Violation("source.url", refusal, advice)));
    }
  }

  private static URI parsed(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw Sources.invalid(
          "source.url",
          "is no address: %s".formatted(FileNames.printable(e.getReason())),
          "Write it as http://host/path, spaces as %20.");
    }
  }

  /** The path's last part where that can name a file. */
  private static String fileName(URI url) {
    String path = String.valueOf(url.getPath());
    String last = path.substring(path.lastIndexOf('/') + 1);
    return FileNames.isFileName(last) ? last : "file";
  }

  private static String shown(URI url) {
    return FileNames.printable(withoutQuery(String.valueOf(url)));
  }

  /** Its query may be a signature. */
  static String withoutQuery(String address) {
    return address.replaceFirst("[?#].*", "");
  }

  private static PlatformException tooLarge(URI url, long most) {
    return new PlatformException(
        ErrorCode.DATASET_TOO_LARGE,
        "%s has more than %d bytes.".formatted(shown(url), most),
        "Let it be compressed; the limit is the setting tributary.dataset.max-upload.");
  }

  private static PlatformException failed(URI url, String what, String advice) {
    return new PlatformException(
        ErrorCode.DATASET_SOURCE_FAILED,
        "%s %s.".formatted(shown(url), what),
        advice,
        List.of(new Violation("source.url", what, advice)));
  }
}
