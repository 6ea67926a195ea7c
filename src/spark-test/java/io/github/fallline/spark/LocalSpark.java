package io.github.fallline.spark;

import org.apache.spark.sql.SparkSession;

/** A session in this process, one for all tests. */
public final class LocalSpark {
  private static SparkSession session;

  private LocalSpark() {}

  /** The session; begun where there is none. */
  public static synchronized SparkSession session() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("fallline tests")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "4")
              .config("spark.log.level", "OFF")
              .getOrCreate();
    }
    return session;
  }

  /** Makes way for a session of another kind; the next test that wants this one begins it anew. */
  static synchronized void stop() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }
}
