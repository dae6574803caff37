package io.tributary.platform.model;

import io.tributary.client.dataset.DatasetView;
import io.tributary.engine.plan.TrainingPlan;
import io.tributary.engine.wire.Topics;
import io.tributary.platform.checkpoint.Checkpoint;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.job.JobRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a model comes from: data, spec, code, kernels and records of the ledger. With them, the
 * same parameters can be computed again. Thread-safe.
 */
@Component
class Lineage {
  private final Datasets datasets;
  private final KernelTypes kernels;

  Lineage(Datasets datasets, KernelTypes kernels) {
    this.datasets = datasets;
    this.kernels = kernels;
  }

  /** Facts by name; what is not known any more is left out. */
  Map<String, Object> of(JobRecord job, Checkpoint checkpoint, TrainingPlan plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("jobId", job.id().toString());
    facts.put("jobName", job.name());
    facts.put("datasetId", job.datasetId());
    datasets.byId(job.datasetId()).ifPresent(dataset -> data(facts, dataset));
    facts.put("step", checkpoint.step());
    facts.put("epoch", checkpoint.epoch());
    facts.put("ledgerTopic", Topics.updates(job.id()));
    facts.put("ledgerSteps", checkpoint.step());
    facts.put("ledgerOffset", checkpoint.ledgerOffset());
    String start = job.spec().warmStart();
    if (start != null) {
      facts.put("startedFrom", start);
    }
    kernels.kernelType(job.id()).ifPresent(type -> facts.put("kernelType", type));
    facts.put("codeVersion", codeVersion());
    facts.put("seed", plan.seed());
    facts.put("spec", job.spec());
    return facts;
  }

  private static void data(Map<String, Object> facts, DatasetView dataset) {
    facts.put("dataset", dataset.name() + "@" + dataset.version());
    facts.put("datasetDigest", dataset.digest());
    facts.put("datasetRows", dataset.rows());
  }

  private static String codeVersion() {
    @Nullable String version = Lineage.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
