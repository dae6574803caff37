package io.tributary.engine.blas;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS of this process. Its Java binding has no call for the kernel type, so that is read
 * from the library's own tables: the symbol {@code gotoblas} points to the one in use.
 */
public final class LoadedBlas {
  /** Where OpenBLAS was built for one kernel type only, or for one that is not named here. */
  static final String UNKNOWN = "unknown";

  /** As OpenBLAS 0.3.19 spells them; its tables carry the same names in capitals. */
  private static final List<String> CORES =
      List.of(
          "Prescott",
          "Core2",
          "Nehalem",
          "Sandybridge",
          "Haswell",
          "Zen",
          "SkylakeX",
          "Cooperlake",
          "Barcelona",
          "Bulldozer",
          "Piledriver",
          "Steamroller",
          "Excavator",
          "armv8",
          "cortexa53",
          "cortexa57",
          "cortexa72",
          "cortexa73",
          "falkor",
          "neoversen1",
          "thunderx",
          "thunderx2t99",
          "thunderx3t110",
          "tsv110",
          "emag8180");

  private LoadedBlas() {}

  /** The kernel type that computes, as {@code OPENBLAS_CORETYPE} spells it, or "unknown". */
  public static String core() {
    Loader.load(openblas_nolapack.class);
    Pointer current = Loader.addressof("gotoblas");
    if (current == null) {
      return UNKNOWN;
    }
    long inUse = new PointerPointer<>(current).get().address();
    return CORES.stream().filter(core -> tableOf(core) == inUse).findFirst().orElse(UNKNOWN);
  }

  /**
   * From now on products run on the calling thread: how OpenBLAS cuts a product over threads
   * changes its bits. Throws {@code IllegalStateException} where it will not.
   */
  public static void useOneThread() {
    openblas_nolapack.blas_set_num_threads(1);
    Pointer threads = Loader.addressof("blas_cpu_number");
    if (threads != null && new IntPointer(threads).get() != 1) {
      throw new IllegalStateException(
          "OpenBLAS uses %d threads; start with OPENBLAS_NUM_THREADS=1"
              .formatted(new IntPointer(threads).get()));
    }
  }

  private static long tableOf(String core) {
    Pointer table = Loader.addressof("gotoblas_" + core.toUpperCase(Locale.ROOT));
    return table == null ? 0 : table.address();
  }
}
