package io.tributary.platform.dataset;

import java.util.List;

/**
 * Who still needs a data set version: asked before it is deleted. Implemented by the modules that
 * use data sets.
 */
public interface DatasetUsers {

  /**
   * One phrase per user, for example {@code job "digits" (RUNNING)}; empty when nobody needs the
   * version.
   */
  List<String> usersOf(String datasetId);
}
