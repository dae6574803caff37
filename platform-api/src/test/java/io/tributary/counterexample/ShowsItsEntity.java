package io.tributary.counterexample;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Breaks the rule on entities: it is public. */
@Entity(name = "ShowsItsEntity")
public class ShowsItsEntity {
  @Id private long id;

  public long id() {
    return id;
  }
}
