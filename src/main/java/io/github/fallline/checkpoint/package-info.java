/**
 * Checkpoint files: an interrupted run resumes from them with the same bits.
 *
 * <pre>{@code
 * CheckpointFile file = new CheckpointFile(Path.of("run.checkpoint"));
 * Checkpoints checkpoints = new Checkpoints(file.read(), 60, file::write);
 * new Trainer(config).fit(rows, point -> {}, checkpoints);
 * }</pre>
 *
 * <p>A checkpoint is a JSON object:
 *
 * <ul>
 *   <li>{@code format}: {@code fallline-checkpoint}; {@code version}: 1; {@code checksum}: the
 *       CRC-32C of all below
 *   <li>{@code epoch} and {@code loss}: where it was made, for people
 *   <li>{@code fingerprint}: the checksum of the data; {@code settings}: what decides on the path,
 *       by name
 *   <li>{@code state}: what is remembered, by name: numbers of 8 bytes, big-endian, in Base64
 * </ul>
 *
 * <p>Imports {@code descent}, {@code files} and {@code json}.
 */
@NullMarked
package io.github.fallline.checkpoint;

import org.jspecify.annotations.NullMarked;
