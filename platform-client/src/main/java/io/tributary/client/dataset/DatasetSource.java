package io.tributary.client.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Where the rows of a new data set version come from, if not from the request itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DatasetSource.Uploads.class, name = "uploads"),
  @JsonSubTypes.Type(value = DatasetSource.Url.class, name = "url"),
  @JsonSubTypes.Type(value = DatasetSource.Postgres.class, name = "postgres")
})
public sealed interface DatasetSource {

  /**
   * Files that were sent to {@code /uploads} before.
   *
   * @param ids of complete uploads, in the order in which their rows are to come
   */
  record Uploads(List<String> ids) implements DatasetSource {}

  /**
   * A file that the control plane gets by itself.
   *
   * @param url http or https, below a prefix that the operator allows
   */
  record Url(String url) implements DatasetSource {}

  /**
   * The rows that a query has at this moment.
   *
   * @param connection a name that the operator gave to a PostgreSQL database
   * @param query one statement that gives rows
   */
  record Postgres(String connection, String query) implements DatasetSource {}
}
