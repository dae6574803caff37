package io.tributary.agent.local;

import io.tributary.client.dataset.EdgeFileReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of the agent's directory that make up one data set here.
 *
 * @param paths of the files, in the order of their names
 * @param spec JSON that says how they are read, as in an upload; empty for: look at them
 * @param report what is told of them
 */
record LocalFile(List<Path> paths, byte[] spec, EdgeFileReport report) {}
