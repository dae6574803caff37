package io.tributary.standalone.cli;

import io.tributary.client.job.JobView;
import io.tributary.standalone.LauncherException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who signs in to the dashboard and looks at each page. Not thread-safe. */
final class DashboardVisit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final String web;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  DashboardVisit(String web) {
    this.web = web;
  }

  void signIn(String username, String password) throws IOException, InterruptedException {
    Matcher csrf = CSRF.matcher(page("/sign-in"));
    if (!csrf.find()) {
      throw new LauncherException("The sign-in page of %s has no form.".formatted(web));
    }
    String form =
        "username=%s&password=%s&_csrf=%s"
            .formatted(encoded(username), encoded(password), encoded(csrf.group(1)));
    sent(
        request("/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  void pages(JobView job) throws IOException, InterruptedException {
    String ofJob = "/jobs/" + job.id();
    for (String path :
        List.of(
            "/",
            "/datasets",
            "/datasets/new",
            "/jobs",
            "/jobs/new",
            ofJob,
            ofJob + "/live",
            ofJob + "/history",
            ofJob + "/checkpoints",
            ofJob + "/series",
            "/models",
            "/agents",
            "/problems")) {
      page(path);
    }
  }

  private String page(String path) throws IOException, InterruptedException {
    return sent(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(web + path)).timeout(PATIENCE);
  }

  private String sent(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new LauncherException(
          "%s answered %d to the visit of a signed-in user."
              .formatted(answer.uri(), answer.statusCode()));
    }
    return answer.body();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
