package io.tributary.platform.aggregation;

import io.tributary.engine.grid.ChunkWorkers;
import io.tributary.platform.advice.Measurements;
import io.tributary.platform.agent.Agents;
import io.tributary.platform.checkpoint.Checkpoints;
import io.tributary.platform.dataset.Datasets;
import io.tributary.platform.dispatch.AssignmentBoard;
import io.tributary.platform.dispatch.Assignments;
import io.tributary.platform.dispatch.EdgePreparation;
import io.tributary.platform.dispatch.JobPreparation;
import io.tributary.platform.dispatch.PartitionStore;
import io.tributary.platform.job.JobEvents;
import io.tributary.platform.job.Jobs;
import io.tributary.platform.kafka.Brokers;
import io.tributary.platform.metric.Metrics;
import java.time.Clock;

/** What every running job needs. */
record JobContext(
    Jobs jobs,
    JobEvents events,
    Metrics metrics,
    Measurements measurements,
    Checkpoints checkpoints,
    Agents agents,
    Assignments assignments,
    AssignmentBoard board,
    PartitionStore partitions,
    JobPreparation preparation,
    EdgePreparation edge,
    Datasets datasets,
    JobWireFactory wires,
    Brokers brokers,
    JobMeters meters,
    AggregationSettings settings,
    PlacementSettings placement,
    ChunkWorkers workers,
    Clock clock) {}
