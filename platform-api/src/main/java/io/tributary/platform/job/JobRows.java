package io.tributary.platform.job;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored jobs. */
interface JobRows extends JpaRepository<Job, UUID> {

  /** Waits for, and keeps until the transaction ends, the right to change the row. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select j from Job j where j.id = :id")
  Optional<Job> lock(UUID id);

  @Query("select j from Job j where j.state in :states order by j.priority desc, j.createdAt, j.id")
  List<Job> inStates(Collection<JobState> states);

  @Query("select j from Job j where j.datasetId = :datasetId and j.state not in :states")
  List<Job> ofDatasetNotIn(String datasetId, Collection<JobState> states);
}
