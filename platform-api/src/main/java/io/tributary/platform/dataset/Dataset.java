package io.tributary.platform.dataset;

import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetSource;
import io.tributary.client.dataset.DatasetView;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A data set version. Never changed after it is written. */
@Entity
@Immutable
@Table(name = "dataset")
class Dataset {
  @Id private String id;

  /** Grows with each version made; given by the database. */
  @Column(insertable = false, updatable = false)
  private @Nullable Long ordinal;

  private String name;
  private int version;
  private String format;
  private long rowCount;
  private long rejectedCount;
  private long byteCount;

  @Convert(converter = ColumnsConverter.class)
  private List<ColumnView> columns;

  /** JSON of a {@code DatasetProfile}. */
  private String profile;

  private String digest;

  /** JSON of a {@code DatasetSource}; null where rows were uploaded. */
  private @Nullable String source;

  /** SHA-256 over the uploaded files' unpacked bytes. */
  private String sourceDigest;

  private Instant createdAt;
  private String createdBy;

  /** For the persistence provider. */
  @SuppressWarnings("NullAway.Init")
  protected Dataset() {}

  Dataset(DatasetView view, String profile, String sourceDigest) {
    this.id = view.id();
    this.name = view.name();
    this.version = view.version();
    this.format = view.format();
    this.rowCount = view.rows();
    this.rejectedCount = view.rejectedRows();
    this.byteCount = view.bytes();
    this.columns = view.columns();
    this.profile = profile;
    this.digest = view.digest();
    this.sourceDigest = sourceDigest;
    this.source =
        view.source() == null ? null : JsonMapper.shared().writeValueAsString(view.source());
    this.createdAt = view.createdAt();
    this.createdBy = view.createdBy();
  }

  /** The position in the list of all versions; only of versions read from the database. */
  long ordinal() {
    if (ordinal == null) {
      throw new IllegalStateException("data set " + id + " was not read from the database");
    }
    return ordinal;
  }

  String profile() {
    return profile;
  }

  DatasetView view() {
    return new DatasetView(
            id,
            name,
            version,
            format,
            rowCount,
            rowCount + rejectedCount,
            rejectedCount,
            byteCount,
            columns,
            digest,
            createdAt,
            createdBy)
        .from(source == null ? null : JsonMapper.shared().readValue(source, DatasetSource.class));
  }
}
