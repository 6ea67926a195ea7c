package io.github.fallline.autodiff;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph and its session: calls of all threads run in one session, and its arrays are freed at the
 * end of each. SameDiff itself keeps a session for every calling thread, and in each a record of
 * every array.
 */
final class GraphSession {
  /** How often the notes are thrown away: a new session costs about as much as a call. */
  private static final int CALLS_PER_SESSION = 256;

  private final SameDiff graph;
  private final ArrayTracker tracker = new ArrayTracker();
  private @Nullable InferenceSession session;
  private int calls;

  GraphSession(SameDiff graph) {
    this.graph = graph;
  }

  /** Runs the graph; what {@code work} returns must be copies. One thread at a time. */
  <T> T run(Supplier<T> work) {
    if (calls++ % CALLS_PER_SESSION == 0) {
      session = new InferenceSession(graph);
      session.setMmgr(tracker);
    }
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      graph.getSessions().put(Thread.currentThread().getId(), session);
      return work.get();
    } catch (RuntimeException e) {
      calls = 0; // a session that failed half-way keeps what it has
      throw e;
    } finally {
      graph.getSessions().clear();
      tracker.close();
    }
  }
}
