package io.github.fallline.fuzz;

import io.github.fallline.cache.CacheFuzz;
import io.github.fallline.cli.CheckpointFuzz;
import io.github.fallline.cli.CommandLineFuzz;
import io.github.fallline.cli.ModelCommandFuzz;
import io.github.fallline.csv.TableFuzz;
import io.github.fallline.model.ModelFileFuzz;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The targets there are, by name. */
final class FuzzTargets {
  private FuzzTargets() {}

  /** All of them, each with a folder of its own. */
  static Map<String, FuzzTarget.Maker> all() {
    Map<String, FuzzTarget.Maker> all = new LinkedHashMap<>();
    all.put("table", folder -> new TableFuzz());
    all.put("model-file", ModelFileFuzz::new);
    all.put("model-command", ModelCommandFuzz::new);
    all.put("cache", CacheFuzz::new);
    all.put("checkpoint", CheckpointFuzz::new);
    all.put("command-line", CommandLineFuzz::new);
    return all;
  }

  /** One attempt, with a bound on what it may allocate. */
  static void attempt(FuzzTarget target, long seed) throws IOException {
    HeapUse use = new HeapUse();
    target.attempt(seed);
    if (use.bytes() > FuzzTarget.MOST_BYTES) {
      throw new AssertionError("allocated " + use.bytes() + " bytes");
    }
  }
}
