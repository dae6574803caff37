package io.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.tributary.client.job.JobView;
import io.tributary.web.platform.Samples;
import org.hamcrest.Matchers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The facts of each page, and what happens to the unexpected. */
class PagesTest extends PageTest {

  @Test
  void theOverviewShowsWhatRunsWhatIsWrongAndWhoComputes() throws Exception {
    String text = page("/", "viewer").text();
    assertThat(text).contains("digits-mlp", "step 240 of 480", "An agent is lost", "edge-north-1");
    assertThat(text).doesNotContain("Upload a data set");
  }

  @Test
  void anEmptyPlatformTeachesTheFirstSteps() throws Exception {
    platform.becomeEmpty();
    assertThat(page("/", "operator").text())
        .contains("Your first model in three steps", "No agent is connected yet");
    assertThat(page("/datasets", "operator").text()).contains("No data sets yet");
    assertThat(page("/jobs", "operator").text()).contains("No jobs yet");
    assertThat(page("/models", "operator").text()).contains("No models yet");
  }

  @Test
  void rowsAreReadFromWhereTheOperatorAllows() throws Exception {
    assertThat(page("/datasets/fetch", "operator").select("form h2").eachText())
        .hasSize(3)
        .contains("Records of a Kafka topic");
    mvc.perform(
            post("/datasets/fetch")
                .param("kind", "kafka")
                .param("brokers", "plant")
                .param("topic", "orders")
                .param("from", "0=5, 1=7")
                .with(as("operator"))
                .with(csrf()))
        .andExpect(redirectedUrl("/datasets/fetch/f-reading"));
    assertThat(platform.commands.getLast())
        .contains("Kafka[brokers=plant, topic=orders, from={0=5, 1=7}, to={}]");
    mvc.perform(
            post("/datasets/fetch")
                .param("kind", "kafka")
                .param("from", "five")
                .with(as("operator"))
                .with(csrf()))
        .andExpect(status().is(422));
    mvc.perform(get("/datasets/fetch/f-stored").with(as("operator")))
        .andExpect(redirectedUrl("/datasets/d-housing"));
    assertThat(page("/datasets/fetch/f-reading", "operator").text()).contains("read");
    assertThat(page("/datasets/fetch/f-refused", "operator").text())
        .contains("There is no connection");
  }

  @Test
  void rowsThatStayAtAgentsAreCountedAndNotShown() throws Exception {
    Document page = page("/datasets/d-presses", "viewer");
    assertThat(page.select("section[aria-labelledby=edge-title] tbody tr").eachText())
        .containsExactly(
            "0 press-hall-1 500 columns, counts and sums here",
            "1 press-hall-2 400 columns and counts away");
    assertThat(page.text())
        .contains("Rows at agents that are here500")
        .doesNotContain("First rows");
  }

  @Test
  void aDatasetShowsItsThreeRowCountsAndItsRejectedRows() throws Exception {
    Document page = page("/datasets/d-housing", "operator");
    assertThat(page.select(".tile-value").eachText()).startsWith("20,645", "20,640", "5");
    assertThat(page.text()).contains("Column houseAge is not a number.", "medianIncome");
    assertThat(page.select("[data-histogram]")).hasSize(4);
  }

  @Test
  void aDatasetShowsItsVersions() throws Exception {
    Document page = page("/datasets/d-housing", "viewer");
    assertThat(page.select("[aria-labelledby=versions-title] tbody a").eachAttr("href"))
        .containsExactly("/datasets/d-housing", "/datasets/d-housing-older");
    assertThat(page.select("[aria-current=page]").text()).contains("version");
  }

  @Test
  void aFoldsJobLeadsToTheOthers() throws Exception {
    assertThat(page("/jobs/j-done", "viewer").select("a[href=/cross-validations/v-1]").text())
        .isEqualTo("all its folds");
    assertThat(page("/jobs/j-running", "viewer").select("a[href^=/cross-validations/]")).isEmpty();
  }

  @Test
  void numbersFollowTheLanguage() throws Exception {
    assertThat(page("/datasets/d-housing?lang=zh-CN", "viewer").text()).contains("文件中的行20,645");
  }

  @Test
  void aRefusedDeletionIsShownOnThePage() throws Exception {
    mvc.perform(post("/datasets/d-digits/delete").with(as("operator")).with(csrf()))
        .andExpect(status().isConflict())
        .andExpect(content().string(Matchers.containsString("Job digits-mlp needs digits@1.")));
    mvc.perform(post("/datasets/d-housing/delete").with(as("operator")).with(csrf()))
        .andExpect(redirectedUrl("/datasets"));
    assertThat(platform.commands).containsExactly("delete d-housing");
  }

  @Test
  void aSampleBecomesADataSetAndAJobWithOneClick() throws Exception {
    mvc.perform(
            post("/samples/moons")
                .param("rows", "800")
                .param("seed", "3")
                .with(as("operator"))
                .with(csrf()))
        .andExpect(redirectedUrl("/jobs/j-running"));
    assertThat(platform.commands).hasSize(2);
    assertThat(platform.commands.getFirst()).startsWith("upload moons-sample: ");
    assertThat(platform.commands.getLast()).contains("dataset: moons-sample");
  }

  @Test
  void aSampleOfTooFewRowsIsNotMade() throws Exception {
    mvc.perform(
            post("/samples/digits")
                .param("rows", "12")
                .param("seed", "x")
                .with(as("operator"))
                .with(csrf()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(Matchers.containsString("from 700 to 100,000")))
        .andExpect(content().string(Matchers.containsString("Write a whole number.")));
    mvc.perform(post("/samples/tulips").with(as("operator")).with(csrf()))
        .andExpect(status().isNotFound());
    assertThat(platform.commands).isEmpty();
  }

  @Test
  void aStalledJobNamesTheCulpritAndTheWayOut() throws Exception {
    Document page = page("/jobs/j-stalled", "operator");
    assertThat(page.select(".reason").text())
        .contains("Waiting for a partition", "rack-7: partitions 6, 7", "Stop the agent");
    assertThat(page.select("[data-phase=lost]").text()).contains("rack-7", "14.2 s ago");
  }

  @Test
  void anEvaluationShowsItsMatrixItsClassesAndItsCurves() throws Exception {
    Document page = page("/jobs/j-running", "viewer");
    assertThat(page.select("#evaluation .confusion tbody tr")).hasSize(2);
    assertThat(page.select("#evaluation .confusion td").eachAttr("data-shade"))
        .containsExactly("9", "1", "2", "8");
    assertThat(page.select("#evaluation .confusion td[data-right=true]").eachText())
        .containsExactly("1,440", "400");
    assertThat(page.select("#evaluation details tbody td").eachText())
        .contains("1,500", "0.93", "0.96");
    assertThat(page.select("#evaluation-data").attr("data-curves"))
        .contains("\"threshold\":null", "\"confidence\":0.04");
  }

  @Test
  void beforeTheFirstEvaluationItsPlaceSaysSo() throws Exception {
    Document page = page("/jobs/j-stalled", "viewer");
    assertThat(page.select("#evaluation").text()).contains("after its first evaluation");
    assertThat(page.select("#evaluation table")).isEmpty();
  }

  @Test
  void adviceIsInTheReadersWordsAndACodeOfTomorrowInItsOwn() throws Exception {
    Document page = page("/jobs/j-running?lang=zh-CN", "viewer");
    assertThat(page.select("#advice [data-code=AGENT_COMPUTES_SLOWLY]").text())
        .startsWith(Samples.HOSTILE + " 计算一行需 152 微秒");
    assertThat(page.select("#advice [data-code=A_CODE_OF_TOMORROW]").text())
        .isEqualTo("Something " + Samples.HOSTILE);
    assertThat(page.select("#advice [data-code=NOISE] strong").text()).isEqualTo("613（488 至 790）");
    assertThat(page.select("#advice [data-code=BATCH_AT_LEAST] strong").text()).isEqualTo("至少 488");
    assertThat(page.select("#advice [data-code=FEW_ROUNDS] strong")).isEmpty();
    assertThat(page.select("#advice [data-present=true]").text()).contains("synchronous", "当前");
    assertThat(page.select("#advice-data").attr("data-bars")).contains("\"edge-north-1\"");
  }

  @Test
  void theNameOfAJobIsTextAndNeverMarkup() throws Exception {
    for (String path : new String[] {"/", "/jobs", "/jobs/j-hostile", "/datasets/d-housing"}) {
      String html =
          mvc.perform(get(path).with(as("admin"))).andReturn().getResponse().getContentAsString();
      assertThat(html).contains("&lt;script&gt;").doesNotContain(Samples.HOSTILE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/absent", "/datasets/absent", "/models/absent", "/no-such-page"})
  void whatIsAbsentIsA404WithAPage(String path) throws Exception {
    mvc.perform(get(path).with(as("admin"))).andExpect(status().isNotFound());
    if (!path.startsWith("/no")) {
      assertThat(page(path, "admin").text()).contains("There is nothing here");
    }
  }

  @Test
  void filtersThatMakeNoSenseFilterNothing() throws Exception {
    assertThat(page("/jobs?state=<script>&cursor=", "viewer").text()).contains("digits-mlp");
    assertThat(page("/jobs?state=STALLED", "viewer").text())
        .contains("digits-wide")
        .doesNotContain("housing-mlp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/jobs",
        "/jobs/new/check",
        "/jobs/j-running/pause",
        "/jobs/j-running/cancel",
        "/datasets",
        "/datasets/d-housing/delete",
        "/samples/moons",
        "/users",
        "/tokens",
        "/password",
        "/agents/a-1/drain",
        "/models/m-1/predict",
        "/models/m-1/edit",
        "/sign-in",
        "/sign-out"
      })
  void aPostWithoutTheTokenOfThePageIsForbidden(String path) throws Exception {
    mvc.perform(post(path).with(as("admin"))).andExpect(status().isForbidden());
    assertThat(platform.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/jobs",
        "/jobs/new",
        "/jobs/j-running",
        "/jobs/j-running/series",
        "/jobs/j-running/events",
        "/datasets",
        "/datasets/d-housing",
        "/agents",
        "/problems",
        "/models",
        "/models/m-1/download?format=onnx",
        "/users",
        "/tokens",
        "/password",
        "/actuator",
        "/actuator/env"
      })
  void anonymousVisitorsGetTheSignInAndNothingElse(String path) throws Exception {
    mvc.perform(get(path)).andExpect(redirectedUrl("/sign-in"));
  }

  @Test
  void healthIsOpenAndOnlyAdministratorsSeeUsers() throws Exception {
    mvc.perform(get("/actuator/health")).andExpect(status().isOk());
    mvc.perform(get("/users").with(as("operator"))).andExpect(status().isForbidden());
    mvc.perform(get("/users").with(as("admin"))).andExpect(status().isOk());
  }

  @Test
  void aViewerSeesNoButtonsThatChangeAnything() throws Exception {
    for (String path :
        new String[] {"/", "/jobs", "/jobs/j-running", "/datasets/d-housing", "/agents"}) {
      assertThat(
              page(path, "viewer").select("main form[method=post], main button[data-open-dialog]"))
          .as(path)
          .isEmpty();
    }
    assertThat(page("/jobs/j-running", "operator").select("form[action$=/pause]")).hasSize(1);
  }

  @Test
  void signingInKeepsTheTokenOnTheServerAndChangesTheSession() throws Exception {
    mvc.perform(post("/sign-in").param("username", "admin").param("password", "wrong").with(csrf()))
        .andExpect(redirectedUrl("/sign-in?failure=credentials"));
    mvc.perform(
            post("/sign-in")
                .param("username", "admin")
                .param("password", "secret-admin")
                .with(csrf()))
        .andExpect(redirectedUrl("/"));
    assertThat(page("/", "admin").html()).doesNotContain("token-of-admin");
  }

  @Test
  void anExpiredTokenLeadsBackToTheSignIn() throws Exception {
    platform.expireTokens();
    mvc.perform(get("/jobs").with(as("admin")))
        .andExpect(redirectedUrl("/sign-in?failure=expired"));
    mvc.perform(get("/jobs").with(as("admin")).header("HX-Request", "true"))
        .andExpect(status().isUnauthorized())
        .andExpect(header().string("HX-Redirect", "/sign-in?failure=expired"));
  }

  @Test
  void aSilentControlPlaneIsSaidSoWithAdvice() throws Exception {
    platform.goAway();
    assertThat(statusOf("/jobs", "admin")).isEqualTo(503);
    assertThat(page("/jobs", "admin").text())
        .contains("The control plane does not answer", "tributary.web.api-url")
        .doesNotContain("Exception", "at io.tributary");
    mvc.perform(post("/sign-in").param("username", "a").param("password", "secret-a").with(csrf()))
        .andExpect(redirectedUrl("/sign-in?failure=unavailable"));
  }

  @Test
  void everyAnswerCarriesTheStrictContentPolicy() throws Exception {
    mvc.perform(get("/sign-in"))
        .andExpect(
            header()
                .string(
                    "Content-Security-Policy",
                    Matchers.allOf(
                        Matchers.startsWith("default-src 'self'"),
                        Matchers.not(Matchers.containsString("unsafe")))))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"));
  }

  @Test
  void aModelCanBeTriedOutAndDownloaded() throws Exception {
    String outcome =
        mvc.perform(
                post("/models/m-1/predict")
                    .param("column.medianIncome", "3.5")
                    .with(as("viewer"))
                    .with(csrf()))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(Jsoup.parse(outcome).select(".outcome").text()).contains("INLAND", "80%");
  }

  @Test
  void theFormOfAModelHelpsWithWhatItsDataHave() throws Exception {
    Document page = page("/models/m-1", "viewer");
    assertThat(page.select("[data-column=medianIncome]").attr("placeholder"))
        .isEqualTo("0.4999 to 15");
    assertThat(page.select("[data-column=oceanProximity] option").eachAttr("value"))
        .containsExactly("", "INLAND", "NEAR BAY");
    assertThat(page.select("#try-form").attr("data-examples"))
        .contains("8.3252", "\"medianHouseValue\":452600")
        .doesNotContain("houseAge");
  }

  @Test
  void stageAndNotesAreEditedByOperatorsOnly() throws Exception {
    Document page = page("/models/m-1", "operator");
    assertThat(page.select("#stage option[selected]").attr("value")).isEqualTo("production");
    assertThat(page.select("#notes").text()).contains("Ask Ada");
    Document viewed = page("/models/m-1", "viewer");
    assertThat(viewed.select("#stage")).isEmpty();
    assertThat(viewed.select(".notes").text()).contains("Ask Ada");
    mvc.perform(change("archived").with(as("operator"))).andExpect(redirectedUrl("/models/m-1"));
    mvc.perform(change("nowhere").with(as("operator")))
        .andExpect(status().is(422))
        .andExpect(content().string(Matchers.containsString("cannot be changed like this")));
    assertThat(platform.commands)
        .containsExactly("change m-1 archived Old.", "change m-1 nowhere Old.");
  }

  private static MockHttpServletRequestBuilder change(String stage) {
    return post("/models/m-1/edit").param("stage", stage).param("notes", "Old.").with(csrf());
  }

  @Test
  void aModelIsTrainedFurtherByTheSpecOfItsJob() throws Exception {
    assertThat(page("/models/m-1", "operator").select("a[href='/jobs/new?start=m-1']")).hasSize(1);
    assertThat(page("/models/m-1", "viewer").select("a[href^='/jobs/new']")).isEmpty();
    Document form = page("/jobs/new?start=m-1", "operator");
    assertThat(form.select("[name=rest]").val()).contains("warmStart: house-prices@3");
    assertThat(form.select("[name=name]").val()).isEqualTo("house-prices (from version 3)");
  }

  @Test
  void aModelOutlivesItsData() throws Exception {
    Document page = page("/models/m-digits", "viewer");
    assertThat(page.select("#try-form").attr("data-examples")).isEqualTo("[]");
    assertThat(page.select("textarea[data-column=pixels]")).hasSize(1);
    mvc.perform(
            post("/models/m-digits/predict")
                .param("column.pixels", "0, 51;255 1.5")
                .with(as("viewer"))
                .with(csrf()))
        .andExpect(status().isOk());
    assertThat(platform.commands).containsExactly("predict m-digits [{pixels=[0, 51, 255, 1.5]}]");
  }

  @Test
  void aWeakPasswordIsRefusedOnThePageAndTheNameStays() throws Exception {
    mvc.perform(
            post("/users")
                .param("username", "eve")
                .param("password", "short")
                .param("role", "viewer")
                .with(as("admin"))
                .with(csrf()))
        .andExpect(status().is(422))
        .andExpect(content().string(Matchers.containsString("It has fewer than 8 characters.")))
        .andExpect(content().string(Matchers.containsString("value=\"eve\"")));
  }

  @Test
  void aNewTokenIsShownOnce() throws Exception {
    mvc.perform(
            post("/tokens")
                .param("name", "ci")
                .param("role", "viewer")
                .with(as("operator"))
                .with(csrf()))
        .andExpect(content().string(Matchers.containsString("trb_only-shown-once")));
    assertThat(page("/tokens", "operator").text()).doesNotContain("trb_only-shown-once");
  }

  @Test
  void aPasswordThatDoesNotFitIsRefusedOnThePageAndNothingTypedComesBack() throws Exception {
    String[][] attempts = {
      {"wrong-present", "nine purple kettles", "nine purple kettles", "The present password"},
      {"secret-admin", "nine purple kettles", "eight purple kettles", "The two new passwords"}
    };
    for (String[] typed : attempts) {
      mvc.perform(
              post("/password")
                  .param("present", typed[0])
                  .param("next", typed[1])
                  .param("again", typed[2])
                  .with(as("admin"))
                  .with(csrf()))
          .andExpect(status().is(422))
          .andExpect(content().string(Matchers.containsString(typed[3])))
          .andExpect(content().string(Matchers.not(Matchers.containsString("kettles"))));
    }
    assertThat(platform.commands).isEmpty();
  }

  @Test
  void aNewPasswordIsPassedOnOnceAndThePageSaysWhatEnded() throws Exception {
    mvc.perform(
            post("/password")
                .param("present", "secret-admin")
                .param("next", "nine purple kettles")
                .param("again", "nine purple kettles")
                .with(as("admin"))
                .with(csrf()))
        .andExpect(redirectedUrl("/password?changed=true"));
    assertThat(platform.commands).containsExactly("new password nine purple kettles");
    assertThat(page("/password?changed=true", "admin").text()).contains("Your API tokens still");
  }

  @Test
  void aForkStartsFromTheCheckpointAndKeepsItThroughFormAndYaml() throws Exception {
    Document form = page("/jobs/j-done/fork?step=192", "operator");
    assertThat(form.select("h1").text()).isEqualTo("Fork a job");
    assertThat(form.select("[name=name]").val()).isEqualTo("housing-mlp (from step 192)");
    assertThat(form.select("[name=rest]").val()).contains("warmStart: job:j-done@192");
    assertThat(form.select(".alert-info a").attr("href")).isEqualTo("/jobs/j-done");

    String yaml =
        mvc.perform(
                post("/jobs/new/yaml")
                    .param("name", "onwards")
                    .param("rest", form.select("[name=rest]").val())
                    .with(as("operator"))
                    .with(csrf()))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(Jsoup.parse(yaml).select("textarea").text()).contains("warmStart: job:j-done@192");
    assertThat(Jsoup.parse(yaml).select("h1").text()).isEqualTo("Fork a job");
  }

  @Test
  void aForkThatChangesWhatMustStayIsRefusedBesideTheFieldAndNothingIsLost() throws Exception {
    String refused =
        mvc.perform(
                post("/jobs")
                    .param("name", "onwards")
                    .param("dataset", "california-housing@2")
                    .param("rest", "warmStart: job:j-done@192")
                    .with(as("operator"))
                    .with(csrf()))
            .andExpect(status().is(422))
            .andReturn()
            .getResponse()
            .getContentAsString();
    Document page = Jsoup.parse(refused);
    assertThat(page.select("[data-violations-of=dataset]").text()).contains("made with digits@1");
    assertThat(page.select("[name=name]").val()).isEqualTo("onwards");
    assertThat(page.select("h1").text()).isEqualTo("Fork a job");
    assertThat(platform.commands).isEmpty();
  }

  @Test
  void aComparisonShowsWhereSpecsDifferAndFoldsWhatIsEqual() throws Exception {
    Document page = page("/jobs/compare?id=j-running&id=j-stalled", "viewer");
    assertThat(page.select(".differences tbody tr").eachText())
        .containsExactly("name digits-mlp digits-wide", "model.hidden [256, 64] [1024]");
    assertThat(page.select("details .equal-lines dt").eachText())
        .contains("optimizer.type", "training.seed")
        .doesNotContain("model.hidden");
    assertThat(page.select("details[open]")).isEmpty();
    assertThat(page.text()).contains("Accuracy", "0.9412", "bit for bit", "3f5a9c0d7e1b");
  }

  @Test
  void aComparisonOfTooFewOrTooManyTeachesHowToPick() throws Exception {
    for (String ids : new String[] {"", "?id=j-done", "?id=j-done&id=j-done"}) {
      assertThat(page("/jobs/compare" + ids, "viewer").text()).contains("Pick 2 to 4 jobs");
    }
    assertThat(page("/jobs/compare?id=a&id=b&id=c&id=d&id=e", "viewer").text())
        .contains("5 jobs are too many");
    assertThat(statusOf("/jobs/compare?id=j-done&id=absent", "viewer")).isEqualTo(404);
  }

  @Test
  void aJobCanBeLeftOutOfAComparisonOfThree() throws Exception {
    Document page = page("/jobs/compare?id=j-running&id=j-stalled&id=j-done", "viewer");
    assertThat(page.select("[aria-label='Leave out digits-wide']").attr("href"))
        .isEqualTo("/jobs/compare?id=j-running&id=j-done");
  }

  @Test
  void reasonsProblemsAndRefusalsAreToldInChineseWithTheirValues() throws Exception {
    assertThat(page("/jobs/j-stalled?lang=zh-CN", "operator").select(".reason").text())
        .contains("rack-7：分区 6, 7 已有 12 秒未提交第 241 步的结果", "停止该计算节点")
        .doesNotContain("has waited");
    assertThat(page("/problems?lang=zh-CN", "operator").select(".problem").text())
        .contains("位于 10.4.0.3 的计算节点 rack-7", "请检查该机器")
        .doesNotContain("no heartbeat");
    Document absent = page("/jobs/absent?lang=zh-CN", "operator");
    assertThat(absent.text()).contains("请检查名称").doesNotContain("Advice:");
    assertThat(absent.select("[lang=en]:containsOwn(There is no job)")).hasSize(1);
  }

  @Test
  void aCodeThatThisVersionDoesNotKnowIsToldInTheWordsOfTheControlPlane() throws Exception {
    JobView known = platform.job("j-stalled");
    platform.put(Samples.because(known, "MOON_PHASE", "The moon is full.", "Wait a week."));
    assertThat(page("/jobs/j-stalled?lang=zh-CN", "operator").select(".reason").text())
        .contains("MOON_PHASE", "The moon is full.", "Wait a week.");
  }

  @Test
  void theHistorySaysWhyPartitionsMoved() throws Exception {
    assertThat(page("/jobs/j-running", "viewer").select(".history-text").eachText().getFirst())
        .isEqualTo(
            "Step 230 waited 1.1 s for rack-7; partitions 6, 7 went to others. Generation 4: edge-north-1 [0, 1, 2, 6], edge-north-2 [3, 4, 5, 7].");
    assertThat(
            page("/jobs/j-running?lang=zh-CN", "viewer")
                .select(".history-text")
                .eachText()
                .getFirst())
        .startsWith("第 230 步等待 rack-7 达 1.1 秒；分区 6, 7");
  }

  @Test
  void theHistorySaysWhyCompressionChanged() throws Exception {
    assertThat(page("/jobs/j-running", "viewer").select("[data-kind=compression]").eachText())
        .singleElement()
        .asString()
        .startsWith("Compression From step 200 on int8 instead of int16: of 20.5 ms a step,")
        .contains("1,300 KB at 100 MB/s take 13 ms. 14 ms are promised.");
    assertThat(
            page("/jobs/j-running?lang=zh-CN", "viewer").select("[data-kind=compression]").text())
        .startsWith("压缩 自第 200 步起用 int8 代替 int16：");
  }
}
