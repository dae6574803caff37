package io.tributary.platform.dispatch;

import io.tributary.engine.plan.Task;
import io.tributary.engine.preprocessing.ClassNames;
import io.tributary.engine.preprocessing.Preprocessing;
import io.tributary.engine.preprocessing.TargetTransform;
import io.tributary.engine.table.Table;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The classes of holdout rows: a model cannot be asked for one that it never saw. */
final class HeldClasses {
  private final Task task;
  private final @Nullable String label;
  private final Set<String> classes = new TreeSet<>();

  HeldClasses(Task task, @Nullable String label) {
    this.task = task;
    this.label = label;
  }

  /** Takes the next holdout rows. */
  void accept(Table held) {
    if (task == Task.CLASSIFICATION && label != null) {
      classes.addAll(ClassNames.of(held.column(label)));
    }
  }

  /** Throws {@code IllegalArgumentException} where training rows lack a class. */
  void requireKnown(Preprocessing fitted) {
    if (fitted.target() instanceof TargetTransform.Classes known) {
      classes.removeAll(Set.copyOf(known.classes()));
      if (!classes.isEmpty()) {
        throw new IllegalArgumentException(
            "the holdout has rows of class \"%s\", but no training row has"
                .formatted(classes.iterator().next()));
      }
    }
  }
}
