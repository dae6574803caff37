package io.tributary.platform.dataset;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All data set versions. */
interface DatasetRepository extends Repository<Dataset, String> {
  Dataset save(Dataset dataset);

  /** Sends what was saved to the database now. */
  void flush();

  Optional<Dataset> findById(String id);

  Optional<Dataset> findByNameAndVersion(String name, int version);

  Optional<Dataset> findFirstByNameOrderByVersionDesc(String name);

  List<Dataset> findByNameOrderByVersionDesc(String name, Limit limit);

  @Query("select coalesce(max(d.version), 0) from Dataset d where d.name = :name")
  int newestVersion(String name);

  /** Newest first, from below {@code before}, whose name has {@code part} in it. */
  @Query(
      """
      select d from Dataset d
      where d.ordinal < :before and lower(d.name) like lower(concat('%', :part, '%')) escape '\\'
      order by d.ordinal desc
      """)
  List<Dataset> page(long before, String part, Limit limit);
}
