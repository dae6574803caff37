package io.tributary.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.tributary.client.job.JobEvent;
import io.tributary.web.platform.FakePlatform;
import io.tributary.web.platform.FakePlatformConfiguration;
import io.tributary.web.platform.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * The dashboard in a real browser over a fake control plane. After every test: no script error and
 * nothing that the content policy had to stop. Not covered: browsers other than Chromium.
 */
@Import(FakePlatformConfiguration.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DashboardBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort private int port;
  @Autowired private FakePlatform platform;
  private BrowserContext context;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    if (!Files.isExecutable(CHROMIUM)) {
      System.err.println(
          "SKIPPED: the browser tests of the dashboard, because there is no " + CHROMIUM);
    }
    Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
  }

  @AfterAll
  static void stopBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void open() {
    platform.reset();
    open(new Browser.NewContextOptions().setLocale("en-GB"));
  }

  private void open(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context = browser.newContext(options.setBaseURL("http://localhost:" + port));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          boolean refusalShownInPlace = message.text().contains("status of 4");
          if (message.type().equals("error") && !refusalShownInPlace) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate("/");
    page.getByLabel(Pattern.compile("User name|用户名")).fill("admin");
    page.getByLabel(Pattern.compile("Password|密码")).fill("secret-admin");
    page.locator("button[type=submit]").click();
    assertThat(page.locator("h1")).hasText(Pattern.compile("Overview|总览"));
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void aChartGrowsWhileTheJobTrains() {
    page.navigate("/jobs/j-running");
    page.waitForCondition(() -> points() > 100);
    double before = points();
    assertThat(page.locator("#chart-loss canvas")).hasCount(1);

    for (long step = 244; step < 264; step += 4) {
      platform.events.add(
          new JobEvent(
              0,
              "metric",
              Samples.NOW,
              "",
              Map.of("step", step, "loss", 0.2, "accuracy", 0.95, "train", Map.of("loss", 0.1))));
    }

    page.waitForCondition(() -> points() >= before + 15);
  }

  @Test
  void whereTheTimeGoesIsABarPerAgent() {
    page.navigate("/jobs/j-running");
    assertThat(page.locator("#chart-phases canvas")).hasCount(1);
    assertThat(page.locator("#chart-phases")).hasAttribute("data-bars", "3");
    page.evaluate("htmx.trigger(document.body, 'advice')");
    assertThat(page.locator("#advice .what-if tbody tr")).hasCount(2);
    assertThat(page.locator("#chart-phases canvas")).hasCount(1);

    page.navigate("/jobs/j-stalled");
    assertThat(page.locator("#advice")).containsText("Nothing is measured yet");
    assertThat(page.locator("#chart-phases")).isHidden();
  }

  @Test
  void theStateChangesWithoutReloading() {
    page.navigate("/jobs/j-running");
    assertThat(page.locator("#job-state")).hasText("Running");
    assertThat(page.locator("#lanes .lane")).hasCount(3);

    platform.put(Samples.job("j-running", "digits-mlp", "SUCCEEDED", 480));
    platform.events.add(
        new JobEvent(9, "state", Samples.NOW, "Done.", Map.of("state", "SUCCEEDED")));

    assertThat(page.locator("#job-state")).hasText("Succeeded");
    assertThat(page.locator("#lanes .lane")).hasCount(0);
  }

  @Test
  void aMistakeIsShownBesideItsFieldAndWhatWasTypedStays() {
    page.navigate("/jobs/new");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("first");
    page.getByLabel("Learning rate").fill("fast");
    page.getByLabel("Epochs").click();

    assertThat(page.locator("[id='v-optimizer.learningRate']"))
        .containsText("fast is not a number");
    page.getByText("Start training").click();

    assertThat(page.locator("[id='v-optimizer.learningRate']"))
        .containsText("fast is not a number");
    assertThat(page.getByLabel("Learning rate")).hasValue("fast");
    assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("first");

    page.getByLabel("Learning rate").fill("0.1");
    page.getByText("Start training").click();
    assertThat(page.locator("h1")).containsText("digits-mlp");
    assertThat(platform.commands).anyMatch(command -> command.contains("learningRate: 0.1"));
  }

  @Test
  void onlyTheFieldsThatAChoiceWantsAreShown() {
    page.navigate("/jobs/new");
    assertThat(page.getByLabel("Momentum", new Page.GetByLabelOptions().setExact(true)))
        .isVisible();
    page.getByLabel("Optimiser").selectOption("adam");
    assertThat(page.getByLabel("Momentum", new Page.GetByLabelOptions().setExact(true))).isHidden();
    assertThat(page.getByLabel("Beta 1")).isVisible();
    page.getByLabel("Data set").selectOption("california-housing@2");
    assertThat(page.getByLabel("Label", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("medianHouseValue");
  }

  @Test
  void anUploadShowsWhatIsWrongAndThenSucceeds(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("houses.csv");
    Files.writeString(file, "a,b\nbroken\n", StandardCharsets.UTF_8);
    page.navigate("/datasets/new");
    page.locator("#files").setInputFiles(file);
    assertThat(page.locator("#name")).hasValue("houses");
    page.locator("#upload-start").click();
    assertThat(page.locator("#upload-refusal")).containsText("It has 3 fields");

    Files.writeString(file, "a,b\n1,2\n", StandardCharsets.UTF_8);
    page.locator("#files").setInputFiles(file);
    page.locator("#upload-start").click();
    assertThat(page.locator("h1")).containsText("california-housing");
    assertThat(platform.commands)
        .anyMatch(command -> command.contains("name=houses") && command.contains("1,2"));
    assertThat(page.locator("[data-histogram] canvas").first()).isVisible();
  }

  @Test
  void anUploadWhoseConnectionBreaksGoesOnWhereItIs(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("cut.csv"), "a,b\n1,2\n");
    platform.breakUploads = true;
    page.navigate("/datasets/new");
    page.locator("#files").setInputFiles(file);
    page.locator("#upload-start").click();
    assertThat(page.locator("h1")).containsText("california-housing");
    assertThat(platform.commands)
        .contains("send from 0: a,b\n1,2\n", "send from 1: ,b\n1,2\n")
        .anyMatch(command -> command.endsWith("of a,b\n1,2\n"));
  }

  @Test
  void jobsPickedInTheListAreDrawnOverEachOtherAndTheAddressRemembersTheCurve() {
    page.navigate("/jobs");
    page.getByLabel("Pick digits-mlp to compare it").press("Space");
    page.getByLabel("Pick digits-wide to compare it").press("Space");
    page.getByText("Compare", new Page.GetByTextOptions().setExact(true)).press("Enter");
    assertThat(page.locator("#chart-compare")).hasAttribute("data-lines", "2");
    assertThat(page.locator("#curve-choice")).hasValue("loss");
    page.locator("#curve-choice").selectOption("train.accuracy");

    page.navigate(page.url());
    assertThat(page.locator("#chart-compare")).hasAttribute("data-lines", "2");
    assertThat(page.locator("#curve-choice")).hasValue("train.accuracy");
  }

  @Test
  void aForkIsEditedCheckedAndStarted() {
    page.navigate("/jobs/j-done");
    page.getByLabel("Fork from step 192").click();
    page.getByLabel("Data set").selectOption("california-housing@2");
    assertThat(page.locator("[id=v-dataset]")).containsText("made with digits@1");
    page.getByLabel("Data set").selectOption("digits@1");
    page.getByLabel("Learning rate").fill("0.0001");
    page.getByText("Start training").click();
    assertThat(page.locator("#job-state")).isVisible();
    assertThat(platform.commands)
        .anyMatch(
            command ->
                command.contains("warmStart: job:j-done@192")
                    && command.contains("learningRate: 1.0E-4"));
  }

  @Test
  void aModelIsTriedOutWithARowOfItsData() {
    page.navigate("/models/m-1");
    page.getByText("Fill in a row of the data").click();
    assertThat(page.getByLabel("medianIncome")).hasValue("8.3252");
    assertThat(page.getByLabel("oceanProximity")).hasValue("NEAR BAY");
    assertThat(page.locator("#try-truth")).containsText("452600");
    assertThat(page.locator("#outcome")).containsText("80%");
    page.getByLabel("medianIncome").fill("9");
    assertThat(page.locator("#try-truth")).isHidden();
    shoot("/models/m-1-tried", "");
  }

  @Test
  void aVectorThatIsAnImageIsDrawn() {
    page.navigate("/models/m-digits");
    assertThat(page.locator(".try-image")).isHidden();
    page.getByLabel("pixels", new Page.GetByLabelOptions().setExact(false))
        .first()
        .fill("0,255,".repeat(32));
    assertThat(page.locator(".try-image")).isVisible();
    shoot("/models/m-digits-drawn", "");
  }

  @Test
  void aDangerousCommandAsksFirst() {
    page.navigate("/jobs/j-running");
    page.getByText("Cancel the job").first().click();
    assertThat(page.locator("#cancel-job")).isVisible();
    page.keyboard().press("Escape");
    assertThat(platform.commands).noneMatch(command -> command.startsWith("cancel"));
    page.getByText("Cancel the job").first().click();
    page.locator("#cancel-job button[type=submit]").click();
    page.waitForCondition(() -> platform.commands.contains("cancel j-running"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/datasets",
        "/datasets/new",
        "/samples",
        "/datasets/d-housing",
        "/jobs",
        "/jobs/new",
        "/jobs/j-running",
        "/jobs/j-stalled",
        "/jobs/j-hostile",
        "/agents",
        "/problems",
        "/models",
        "/models/m-1",
        "/models/m-digits",
        "/users",
        "/tokens",
        "/password",
        "/jobs/j-done/fork?step=192",
        "/jobs/compare",
        "/jobs/compare?id=j-running&id=j-stalled&id=j-done"
      })
  void isReadableOnANarrowScreenInTheDarkAndInChinese(String path) {
    open(
        new Browser.NewContextOptions()
            .setLocale("zh-CN")
            .setViewportSize(400, 800)
            .setColorScheme(ColorScheme.DARK));
    page.navigate(path);
    page.waitForLoadState();
    assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
    assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(400);
    shoot(path, "-dark-400-zh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/datasets",
        "/datasets/new",
        "/samples",
        "/datasets/d-housing",
        "/jobs",
        "/jobs/new",
        "/jobs/j-running",
        "/jobs/j-stalled",
        "/agents",
        "/problems",
        "/models",
        "/models/m-1",
        "/models/m-digits",
        "/users",
        "/tokens",
        "/password",
        "/jobs/j-done/fork?step=192",
        "/jobs/compare",
        "/jobs/compare?id=j-running&id=j-stalled&id=j-done"
      })
  void loadsNothingFromElsewhere(String path) {
    List<String> elsewhere = new ArrayList<>();
    page.onRequest(
        request -> {
          if (!request.url().startsWith("http://localhost:" + port)) {
            elsewhere.add(request.url());
          }
        });
    page.navigate(path);
    page.waitForLoadState();
    assertThat(elsewhere).isEmpty();
    shoot(path, "");
  }

  @Test
  void theLanguageAndTheThemeAreRemembered() {
    page.getByTitle("Switch between light and dark").click();
    page.getByText("中文").click();
    assertThat(page.locator("h1")).hasText("总览");
    page.navigate("/jobs");
    assertThat(page.locator("h1")).hasText("作业");
    assertThat(page.locator("html")).hasAttribute("data-bs-theme", "dark");
  }

  private double points() {
    return ((Number) page.evaluate("Number(document.getElementById('charts').dataset.points ?? 0)"))
        .doubleValue();
  }

  /** Pictures of the pages, for whoever looks at them: -Dtributary.screenshots=FOLDER. */
  private void shoot(String path, String suffix) {
    String folder = System.getProperty("tributary.screenshots");
    if (folder != null) {
      String name = path.equals("/") ? "overview" : path.substring(1).replaceAll("[^a-z0-9]+", "-");
      page.waitForTimeout(700);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(folder, name + suffix + ".png")));
    }
  }
}
