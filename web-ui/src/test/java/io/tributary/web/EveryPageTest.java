package io.tributary.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every page promises, whatever it shows. */
class EveryPageTest extends PageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/datasets",
        "/datasets/new",
        "/datasets/d-housing",
        "/datasets/d-presses",
        "/datasets/fetch",
        "/datasets/fetch/f-reading",
        "/datasets/fetch/f-refused",
        "/samples",
        "/jobs",
        "/jobs/new",
        "/jobs/new?from=j-done",
        "/jobs/j-done/fork?step=192",
        "/jobs/compare",
        "/cross-validations/v-1",
        "/jobs/compare?id=j-running&id=j-stalled&id=j-hostile",
        "/jobs/j-running",
        "/jobs/j-stalled",
        "/jobs/j-done",
        "/jobs/j-hostile",
        "/agents",
        "/problems",
        "/models",
        "/models/m-1",
        "/models/m-digits",
        "/users",
        "/tokens",
        "/password",
        "/password?changed=true"
      })
  void isCompleteInBothLanguages(String path) throws Exception {
    for (String language : new String[] {"en", "zh-CN"}) {
      assertThat(statusOf(path, "admin")).as(path).isEqualTo(200);
      Document page = page(path + (path.contains("?") ? "&" : "?") + "lang=" + language, "admin");
      assertThat(page.expectFirst("html").attr("lang")).isEqualTo(language);
      assertThat(page.select("h1")).hasSize(1);
      assertThat(page.title()).endsWith("Tributary");
      assertThat(page.text()).doesNotContain("??");
      assertThat(page.select("[style], script:not([src]), [onclick], style")).isEmpty();
      assertThat(page.select("script:containsData(alert)")).isEmpty();
      for (Element input : page.select("input:not([type=hidden]), select, textarea")) {
        assertThat(isNamed(page, input)).as("%s names %s", path, input.outerHtml()).isTrue();
      }
    }
  }

  private static boolean isNamed(Document page, Element input) {
    return input.hasAttr("aria-label") || !page.select("label[for='" + input.id() + "']").isEmpty();
  }
}
