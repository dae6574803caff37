package io.tributary.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.tributary.client.sample.CsvSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user does on the first day, in a real browser on the real platform. Left uncovered: what
 * the dashboard's own tests show over a control plane that can be made to fail.
 */
class DashboardIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final double TRAINING_MILLIS = 180_000;
  private static final String NEW_PASSWORD = "nine purple kettles";

  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static LocalPlatform platform;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static LocalPlatform.Started started;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static Playwright playwright;

  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startsWithOneAgent() {
    if (!Files.isExecutable(CHROMIUM)) {
      System.err.println(
          "SKIPPED: the dashboard on the real platform, because there is no " + CHROMIUM);
    }
    Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM);
    platform = LocalPlatform.at(directory.resolve("home"), line -> {});
    started = platform.start(Ports.ANY, OptionalInt.of(1));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  @AfterAll
  static void stops() {
    if (playwright != null) {
      playwright.close();
    }
    if (platform != null) {
      platform.stop();
    }
  }

  @Test
  void fromAFileToAPrediction() throws IOException {
    Path file = directory.resolve("blobs.csv");
    CsvSample.BLOBS.writeTo(file, 3, 400);
    Page page = open();

    signIn(page, started.adminPassword().orElseThrow());
    assertThat(page.locator("h1")).hasText("Overview");

    page.navigate("/datasets/new");
    page.locator("#files").setInputFiles(file);
    page.locator("#upload-start").click();
    assertThat(page.locator("h1")).containsText("blobs");

    page.getByText("Train a model").click();
    page.locator("[id='f-name']").fill("north or south");
    page.locator("[id='f-label']").selectOption("kind");
    page.locator("[id='f-model.hidden']").fill("8");
    page.locator("[id='f-training.epochs']").fill("10");
    page.locator("[id='f-training.batchSize']").fill("40");
    page.locator("[id='f-training.partitions']").fill("2");
    page.getByText("Start training").click();
    assertThat(page.locator("h1")).containsText("north or south");
    assertThat(page.locator("#job-state"))
        .hasText("Succeeded", new LocatorAssertions.HasTextOptions().setTimeout(TRAINING_MILLIS));

    page.locator("[data-open-dialog^=promote]").first().click();
    page.locator("dialog[open] input[name=name]").fill("compass");
    page.locator("dialog[open] button[type=submit]").click();
    assertThat(page.locator("h1")).containsText("compass");

    page.getByLabel("x1").fill("3");
    page.getByLabel("x2").fill("2");
    page.getByText("Predict", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".outcome .tile-value")).hasText("north");

    changePassword(page);
    page.getByLabel("Sign out").click();
    assertThat(page.locator(".alert-success")).hasText("You are signed out.");
    signIn(page, NEW_PASSWORD);
    assertThat(page.locator("h1")).hasText("Overview");
    assertThat(complaints).isEmpty();
  }

  private static void changePassword(Page page) {
    page.navigate("/password");
    page.getByLabel("Present password").fill(started.adminPassword().orElseThrow());
    page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true)).fill(NEW_PASSWORD);
    page.getByLabel("New password again").fill(NEW_PASSWORD);
    page.locator("main button[type=submit]").click();
    assertThat(page.locator(".alert-success")).containsText("Your password is changed");
  }

  private static void signIn(Page page, String password) {
    page.navigate("/sign-in");
    page.getByLabel("User name").fill("admin");
    page.getByLabel("Password").fill(password);
    page.locator("button[type=submit]").click();
  }

  private Page open() {
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setLocale("en-GB")
                    .setBaseURL(started.endpoints().web()))
            .newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !endedByLeaving(message.text())) {
            complaints.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  /** Leaving a page ends the request that it was waiting for, and htmx tells the console so. */
  private static boolean endedByLeaving(String text) {
    return text.startsWith("htmx:sendAbort") || text.startsWith("htmx:afterRequest");
  }
}
