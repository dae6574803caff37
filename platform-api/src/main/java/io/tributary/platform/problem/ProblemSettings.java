package io.tributary.platform.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * When the platform says that something is wrong.
 *
 * @param probeEvery time between two test queries
 * @param databaseSlowAfter a test query that takes longer is reported
 * @param diskLow less free space is reported
 * @param directories whose disks are watched
 */
@ConfigurationProperties("tributary.problem")
record ProblemSettings(
    @DefaultValue("PT5S") Duration probeEvery,
    @DefaultValue("PT0.5S") Duration databaseSlowAfter,
    @DefaultValue("1GB") DataSize diskLow,
    @DefaultValue(".") List<Path> directories) {}
