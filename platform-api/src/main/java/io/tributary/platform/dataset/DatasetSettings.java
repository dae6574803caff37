package io.tributary.platform.dataset;

import io.tributary.dataset.FileLimits;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of uploads.
 *
 * @param uploadFolder where files lie while they are read; a folder of its own is made there for
 *     each upload and removed with it
 * @param maxUpload bytes of one request
 * @param maxUnpacked bytes of one file after unpacking
 * @param maxUnpackRatio unpacked bytes per packed byte, asked from the first {@code 16 MB} on
 * @param maxLine bytes of one line of a text file
 * @param maxColumns columns of one data set
 * @param maxRejectedShare a file of which a larger share of rows does not parse is refused
 * @param keptRejectedRows rejected rows of which line, reason and text are kept; all are counted
 * @param quota stored bytes of all data sets together
 * @param parallelUploads uploads read at the same time; further ones wait
 */
@Validated
@ConfigurationProperties("tributary.dataset")
public record DatasetSettings(
    @Nullable Path uploadFolder,
    @DefaultValue("20GB") DataSize maxUpload,
    @DefaultValue("50GB") DataSize maxUnpacked,
    @DefaultValue("200") @Min(2) int maxUnpackRatio,
    @DefaultValue("8MB") DataSize maxLine,
    @DefaultValue("10000") @Min(1) int maxColumns,
    @DefaultValue("0.5") @DecimalMin("0.0") @DecimalMax("1.0") double maxRejectedShare,
    @DefaultValue("1000") @Min(0) int keptRejectedRows,
    @DefaultValue("100GB") DataSize quota,
    @DefaultValue("2") @Min(1) int parallelUploads) {

  /** Those that a reader of files keeps. */
  FileLimits limits() {
    return new FileLimits(
        folder(),
        maxUnpacked.toBytes(),
        maxUnpackRatio,
        maxLine.toBytes(),
        maxColumns,
        maxRejectedShare,
        keptRejectedRows);
  }

  /** The folder for uploads: as set, else below the system's folder for temporary files. */
  Path folder() {
    return uploadFolder == null
        ? Path.of(System.getProperty("java.io.tmpdir"), "tributary-uploads")
        : uploadFolder;
  }
}
