package io.tributary.platform.checkpoint;

import io.tributary.engine.id.JobId;
import java.util.Map;

/**
 * Everything needed to go on from a step.
 *
 * @param step committed steps included
 * @param ledgerOffset offset, in the job's updates topic, of the first record that is not included
 * @param parametersDigest SHA-256 of the parameters, hexadecimal
 * @param metrics last known metrics when it was taken
 * @param state serialised training state; not copied
 */
public record Checkpoint(
    JobId job,
    long step,
    int epoch,
    long ledgerOffset,
    String parametersDigest,
    Map<String, Double> metrics,
    byte[] state) {}
