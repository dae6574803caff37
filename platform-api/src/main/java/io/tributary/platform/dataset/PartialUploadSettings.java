package io.tributary.platform.dataset;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of uploads in several requests.
 *
 * @param space bytes of all unfinished uploads together, counted as announced
 * @param lifetime an upload that gets no byte for so long is removed
 */
@ConfigurationProperties("tributary.upload")
public record PartialUploadSettings(
    @DefaultValue("50GB") DataSize space, @DefaultValue("24h") Duration lifetime) {}
