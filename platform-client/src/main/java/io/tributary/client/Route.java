package io.tributary.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A path below {@code /api/v1} with its query.
 *
 * @param text encoded, starts with a slash
 */
record Route(String text) {

  /** Each segment is encoded, so that a name with a slash stays one segment. */
  static Route of(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return new Route(path.toString());
  }

  /** Adds a query parameter; none where {@code value} is null. */
  Route with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    char separator = text.indexOf('?') < 0 ? '?' : '&';
    return new Route(text + separator + encoded(name) + '=' + encoded(value.toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
