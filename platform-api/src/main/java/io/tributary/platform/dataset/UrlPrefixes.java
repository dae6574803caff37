package io.tributary.platform.dataset;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Below which addresses files may be fetched. Addresses are compared by their parts, never as
 * texts: {@code https://data.example.org.evil.example} is not below {@code
 * https://data.example.org}.
 *
 * @param allowed scheme, host, port and the beginning of the path
 */
record UrlPrefixes(List<URI> allowed) {
  /** Servers differ in what they make of these. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)(^|/)\\.{1,2}(/|$)|\\\\|%2e|%2f|%5c|%00|;");

  /** Why a file may not be fetched from there, as a phrase; null where it may. */
  @Nullable String refusal(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "is neither http nor https";
    }
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      return "names no host, or a user";
    }
    if (AMBIGUOUS.matcher(path(url)).find()) {
      return "has a path with dots, escaped slashes or semicolons";
    }
    return allowed.stream().anyMatch(prefix -> isBelow(url, prefix))
        ? null
        : "is not below an address that the operator allows";
  }

  private static boolean isBelow(URI url, URI prefix) {
    String folder = path(prefix).endsWith("/") ? path(prefix) : path(prefix) + "/";
    return url.getScheme().equalsIgnoreCase(prefix.getScheme())
        && url.getHost().equalsIgnoreCase(prefix.getHost())
        && port(url) == port(prefix)
        && (path(url).startsWith(folder) || path(url).equals(path(prefix)));
  }

  private static String path(URI url) {
    String path = url.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private static int port(URI url) {
    return url.getPort() >= 0
        ? url.getPort()
        : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
