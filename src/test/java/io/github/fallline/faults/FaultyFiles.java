package io.github.fallline.faults;

import io.github.fallline.faults.Point.Call;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The file system of this machine, each call to which is a fault point. A JVM uses it for all paths
 * when it is started with {@code -Djava.nio.file.spi.DefaultFileSystemProvider} and this class.
 */
public final class FaultyFiles extends FileSystemProvider {
  private final FileSystemProvider inner;
  private final Disk disk;

  /** The file system in front of the true one. */
  public FaultyFiles(FileSystemProvider inner) {
    this.inner = inner;
    this.disk = new Disk(inner.getFileSystem(URI.create("file:///")));
  }

  private static Path inner(Path path) {
    return FaultyPath.inner(path);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    FaultPoints.at(writes ? Call.CREATE : Call.OPEN, path);
    FileChannel channel = inner.newFileChannel(inner(path), options, attributes);
    return new FaultyChannel(channel, path);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> entries =
        inner.newDirectoryStream(inner(directory), entry -> filter.accept(disk.wrap(entry)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> paths = entries.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return paths.hasNext();
          }

          @Override
          public Path next() {
            return disk.wrap(paths.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        entries.close();
      }
    };
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    FaultPoints.at(Call.CREATE, directory);
    inner.createDirectory(inner(directory), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    FaultPoints.at(Call.DELETE, path);
    inner.delete(inner(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    FaultPoints.at(Call.CREATE, target);
    inner.copy(inner(source), inner(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    FaultPoints.at(Call.RENAME, target);
    inner.move(inner(source), inner(target), options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    FaultPoints.at(Call.LOOK, path);
    inner.checkAccess(inner(path), modes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    FaultPoints.at(Call.LOOK, path);
    return inner.readAttributes(inner(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    FaultPoints.at(Call.LOOK, path);
    return inner.readAttributes(inner(path), names, options);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    FaultPoints.at(Call.LOOK, link);
    return disk.wrap(inner.readSymbolicLink(inner(link)));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    FaultPoints.at(Call.LOOK, path);
    return inner.isSameFile(inner(path), inner(other));
  }

  /** A view whose every question and every change is a fault point. */
  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    V view = inner.getFileAttributeView(inner(path), type, options);
    if (view == null) {
      return null;
    }
    Object faulty =
        Proxy.newProxyInstance(
            type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              FaultPoints.at(method.getName().startsWith("set") ? Call.PERMIT : Call.LOOK, path);
              try {
                return method.invoke(view, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(faulty);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    FaultPoints.at(Call.PERMIT, path);
    inner.setAttribute(inner(path), name, value, options);
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return inner.isHidden(inner(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return inner.getFileStore(inner(path));
  }

  @Override
  public String getScheme() {
    return inner.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
    return inner.newFileSystem(uri, environment);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return disk;
  }

  @Override
  public Path getPath(URI uri) {
    return disk.wrap(inner.getPath(uri));
  }

  /** The one file system there is. */
  final class Disk extends FileSystem {
    private final FileSystem inner;

    Disk(FileSystem inner) {
      this.inner = inner;
    }

    Path wrap(Path path) {
      return new FaultyPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
      return FaultyFiles.this;
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }

    @Override
    public boolean isOpen() {
      return inner.isOpen();
    }

    @Override
    public boolean isReadOnly() {
      return inner.isReadOnly();
    }

    @Override
    public String getSeparator() {
      return inner.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return inner.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return inner.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return inner.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return wrap(inner.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
      PathMatcher matcher = inner.getPathMatcher(syntaxAndPattern);
      return path -> matcher.matches(FaultyPath.inner(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      return inner.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
      return inner.newWatchService();
    }
  }
}
