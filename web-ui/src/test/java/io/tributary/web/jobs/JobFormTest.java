package io.tributary.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.web.jobs.JobDocuments.MalformedDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The guided form and the YAML are two views of one document. */
class JobFormTest {
  private static final String DOCUMENT =
      """
      name: digits
      dataset: digits@1
      model: {type: mlp, hidden: [256, 64], bias: false}
      optimizer: {type: adam, learningRate: 0.001}
      training: {epochs: 15, batchSize: 256, partitioning: horizontal}
      priority: 7
      """;

  @Test
  void whatTheFormDoesNotShowSurvivesIt() throws MalformedDocument {
    Map<String, Object> before = JobDocuments.parse(DOCUMENT);
    JobForm form = JobForm.of(before);
    assertThat(form.value("model.hidden")).isEqualTo("256, 64");
    assertThat(form.value("optimizer.learningRate")).isEqualTo("0.001");
    assertThat(JobDocuments.parse(form.document())).isEqualTo(before);
  }

  @Test
  void aShareOfRowsIsTheShortWayToSayAHoldout() throws MalformedDocument {
    JobForm form = JobForm.of(JobDocuments.parse("evaluation: {holdout: 0.3, everySteps: 5}"));
    assertThat(form.value("evaluation.holdout.type")).isEqualTo("random");
    assertThat(form.value("evaluation.holdout.share")).isEqualTo("0.3");
    assertThat(JobDocuments.parse(form.document()))
        .isEqualTo(
            JobDocuments.parse("evaluation: {holdout: {type: random, share: 0.3}, everySteps: 5}"));
    assertThat(form.rest()).isEmpty();
  }

  @Test
  void foldsWithoutOneOfThemMeanAllOfThem() {
    String all = "name: x\nevaluation: {holdout: {type: fold, folds: 3}}";
    assertThat(FoldDocuments.meansAllFolds(all)).isTrue();
    assertThat(FoldDocuments.meansAllFolds(FoldDocuments.firstOf(all))).isFalse();
    assertThat(FoldDocuments.firstOf(all)).contains("fold: 1", "folds: 3", "name:");
    assertThat(FoldDocuments.meansAllFolds("evaluation: {holdout: 0.2}")).isFalse();
    assertThat(FoldDocuments.meansAllFolds("evaluation: [")).isFalse();
  }

  @Test
  void whatIsNotANumberIsPassedOnAsItWasTyped() throws MalformedDocument {
    JobForm form =
        JobForm.typed(Map.of("optimizer.learningRate", "fast", "training.epochs", " 5 "));
    Map<String, Object> document = JobDocuments.parse(form.document());
    assertThat(JobDocuments.get(document, "optimizer.learningRate")).isEqualTo("fast");
    assertThat(JobDocuments.get(document, "training.epochs")).isEqualTo(5);
  }

  @Test
  void levelsAreWordsAlthoughSomeLookLikeNumbers() throws MalformedDocument {
    JobForm form = JobForm.typed(Map.of("compression.levels", "none, top-1% top-0.1%"));
    assertThat(JobDocuments.get(JobDocuments.parse(form.document()), "compression.levels"))
        .isEqualTo(java.util.List.of("none", "top-1%", "top-0.1%"));
  }

  @Test
  void whatIsLeftEmptyIsAbsent() throws MalformedDocument {
    assertThat(JobDocuments.parse(JobForm.typed(Map.of("name", "x")).document()))
        .containsOnlyKeys("name");
  }

  @Test
  void aDocumentThatIsNoMappingIsSaidSo() {
    assertThatThrownBy(() -> JobDocuments.parse("- a\n- b")).isInstanceOf(MalformedDocument.class);
    assertThatThrownBy(() -> JobDocuments.parse("a: [1")).isInstanceOf(MalformedDocument.class);
  }

  @Test
  void aViolationBelongsToTheClosestField() {
    assertThat(JobField.nearest("model.hidden[1]")).contains(JobField.HIDDEN);
    assertThat(JobField.nearest("optimizer")).contains(JobField.OPTIMIZER);
    assertThat(JobField.nearest("surprise")).isEmpty();
  }

  @Property(tries = 300)
  void textsSurviveTheWayThroughYaml(@ForAll @Size(max = 40) List<Character> characters)
      throws MalformedDocument {
    StringBuilder text = new StringBuilder();
    characters.stream()
        .filter(c -> c >= ' ' && c < 0xd800 && c != 0x7f && (c < 0x80 || c > 0x9f))
        .forEach(text::append);
    Map<String, String> parameters = new HashMap<>();
    parameters.put("name", text.toString());
    String typed = text.toString().strip();
    Object read =
        JobDocuments.get(JobDocuments.parse(JobForm.typed(parameters).document()), "name");
    assertThat(read).isEqualTo(typed.isEmpty() ? null : typed);
  }
}
