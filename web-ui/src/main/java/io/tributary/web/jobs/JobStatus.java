package io.tributary.web.jobs;

import java.util.Arrays;
import java.util.List;

/** How the dashboard shows a job's state, and which commands make sense in it. */
public enum JobStatus {
  QUEUED("secondary", "hourglass-split", true),
  STARTING("azure", "rocket-takeoff", true),
  RUNNING("blue", "play-circle-fill", true),
  STALLED("orange", "exclamation-triangle-fill", true),
  PAUSED("yellow", "pause-circle-fill", true),
  SUCCEEDED("green", "check-circle-fill", false),
  FAILED("red", "x-circle-fill", false),
  CANCELLED("secondary", "slash-circle", false),
  /** A state that this version of the dashboard does not know. */
  UNKNOWN("secondary", "question-circle", true);

  private final String colour;
  private final String icon;
  private final boolean active;

  JobStatus(String colour, String icon, boolean active) {
    this.colour = colour;
    this.icon = icon;
    this.active = active;
  }

  public static JobStatus of(String state) {
    return Arrays.stream(values())
        .filter(status -> status.name().equals(state))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** States a user may filter by, in the order of a job's life. */
  public static List<JobStatus> known() {
    return Arrays.stream(values()).filter(status -> status != UNKNOWN).toList();
  }

  public String colour() {
    return colour;
  }

  public String icon() {
    return icon;
  }

  /** Whether the job may still move. */
  public boolean active() {
    return active;
  }

  public boolean mayPause() {
    return this == RUNNING || this == STALLED;
  }

  public boolean mayResume() {
    return this == PAUSED;
  }
}
