package io.tributary.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.dataset.ReceivedFile;
import io.tributary.dataset.ReceivedFiles;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.problem.ErrorCode;
import io.tributary.platform.problem.PlatformException;
import io.tributary.platform.security.Api;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@PlatformTest
class DatasetProtectionTest {
  @Autowired MockMvc mvc;
  @Autowired DatasetCatalog catalog;
  @Autowired DatasetRepository datasets;
  @Autowired Blobs blobs;
  @Autowired RejectedRows rejectedRows;
  @Autowired UploadKeys keys;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired DatasetSettings settings;
  @Autowired Clock clock;
  String token;

  @BeforeEach
  void signIn() {
    token = new Api(mvc).signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  @Test
  void aVersionThatSomebodyNeedsIsNotDeletedAndTheAnswerSaysWho() {
    String id = Upload.csv("needed.csv", "a\n1\n").send(mvc, token).text("id");
    DatasetUsers users =
        asked -> asked.equals(id) ? List.of("job \"digits\" (RUNNING)") : List.of();

    assertThatThrownBy(() -> deletion(users).delete("needed@1"))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_IN_USE))
        .hasMessage("Data set needed@1 is needed by job \"digits\" (RUNNING).");
    assertThat(catalog.byId(id)).isPresent();
  }

  @Test
  void aDataSetBeyondTheQuotaLeavesNothing() {
    DatasetSettings small =
        TestSettings.in(settings.folder(), settings.maxUnpacked(), DataSize.ofBytes(100));
    DatasetStore store =
        new DatasetStore(datasets, blobs, rejectedRows, keys, jdbc, transaction, small, clock);
    Uploads uploads = new Uploads(small, store, keys, catalog, new Appends(catalog, small));
    long before = rows("dataset_blob");

    assertThatThrownBy(
            () -> {
              try (ReceivedFiles folder = uploads.folder()) {
                ReceivedFile file =
                    folder.receive(
                        "q.csv",
                        new java.io.ByteArrayInputStream(
                            "a\n1\n2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                uploads.store(new Fetched(List.of(file), null), null, "admin", null);
              }
            })
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_QUOTA_EXCEEDED));
    assertThat(rows("dataset_blob")).isEqualTo(before);
  }

  @Test
  void aBlobThatChangedInTheDatabaseIsNotRead() {
    String id = Upload.csv("changed.csv", "a\n1717\n").send(mvc, token).text("id");
    jdbc.sql("update dataset_blob set content = content || '\\x00'::bytea where dataset_id = ?")
        .param(id)
        .update();

    assertThatThrownBy(() -> catalog.scan(id, List.of("a"), table -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("checksum");
  }

  private DatasetDeletion deletion(DatasetUsers users) {
    return new DatasetDeletion(catalog, List.of(users), jdbc, blobs, transaction);
  }

  private long rows(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }
}
