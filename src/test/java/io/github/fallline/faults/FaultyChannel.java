package io.github.fallline.faults;

import io.github.fallline.faults.FaultPoints.Transfer;
import io.github.fallline.faults.Point.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file whose reads and writes are fault points. */
final class FaultyChannel extends FileChannel {
  private final FileChannel inner;
  private final Path file;

  FaultyChannel(FileChannel inner, Path file) {
    this.inner = inner;
    this.file = file;
    FaultPoints.opened();
  }

  /** A transfer between a buffer and a file. */
  private interface Move {
    int run(ByteBuffer bytes) throws IOException;
  }

  private int move(Call call, ByteBuffer bytes, Move move) throws IOException {
    Transfer transfer = FaultPoints.transfer(call, file, bytes.remaining());
    int limit = bytes.limit();
    int count = 0;
    try {
      bytes.limit(bytes.position() + transfer.bytes());
      count = bytes.hasRemaining() ? move.run(bytes) : 0;
    } finally {
      bytes.limit(limit);
    }
    transfer.end();
    return count;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return move(Call.READ, target, inner::read);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return move(Call.READ, target, bytes -> inner.read(bytes, position));
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return move(Call.WRITE, source, inner::write);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return move(Call.WRITE, source, bytes -> inner.write(bytes, position));
  }

  @Override
  public long size() throws IOException {
    FaultPoints.at(Call.READ, file);
    return inner.size();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    FaultPoints.at(Call.FORCE, file);
    inner.force(metaData);
  }

  @Override
  public long position() throws IOException {
    return inner.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    inner.position(newPosition);
    return this;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    FaultPoints.closed();
    inner.close();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
