import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.ivy.Ivy;
import org.apache.ivy.core.module.descriptor.Artifact;
import org.apache.ivy.core.module.descriptor.Configuration;
import org.apache.ivy.core.module.descriptor.DefaultDependencyDescriptor;
import org.apache.ivy.core.module.descriptor.DefaultModuleDescriptor;
import org.apache.ivy.core.module.id.ModuleRevisionId;
import org.apache.ivy.core.report.ResolveReport;
import org.apache.ivy.core.resolve.ResolveOptions;
import org.apache.ivy.core.settings.IvySettings;
import org.apache.ivy.plugins.resolver.ChainResolver;
import org.apache.ivy.plugins.resolver.IBiblioResolver;
import org.apache.ivy.util.DefaultMessageLogger;
import org.apache.ivy.util.Message;

/** Writes the names of the jars that Ivy resolves: VERSION OUTPUT CACHE REPOSITORY... */
public final class ResolveWithIvy {
  private ResolveWithIvy() {}

  public static void main(String[] args) throws Exception {
    IvySettings settings = new IvySettings();
    settings.setDefaultCache(new File(args[2]));
    ChainResolver repositories = new ChainResolver();
    repositories.setName("repositories");
    for (int i = 3; i < args.length; i++) {
      IBiblioResolver repository = new IBiblioResolver();
      repository.setName("repository" + i);
      repository.setM2compatible(true);
      repository.setUseMavenMetadata(false);
      repository.setRoot(Path.of(args[i]).toUri().toString());
      repositories.add(repository);
    }
    settings.addResolver(repositories);
    settings.setDefaultResolver("repositories");

    DefaultModuleDescriptor consumer =
        DefaultModuleDescriptor.newDefaultInstance(
            ModuleRevisionId.newInstance("consumer", "ivy", "1"));
    consumer.addConfiguration(new Configuration("runtime"));
    DefaultDependencyDescriptor dependency =
        new DefaultDependencyDescriptor(
            consumer,
            ModuleRevisionId.newInstance("io.github.fallline", "fallline", args[0]),
            false,
            false,
            true);
    dependency.addDependencyConfiguration("runtime", "default");
    consumer.addDependency(dependency);

    Ivy ivy = Ivy.newInstance(settings);
    ivy.getLoggerEngine().setDefaultLogger(new DefaultMessageLogger(Message.MSG_WARN));
    ResolveOptions options = new ResolveOptions();
    options.setConfs(new String[] {"runtime"});
    options.setDownload(false); // the natives of other platforms are large
    ResolveReport report = ivy.resolve(consumer, options);
    if (report.hasError()) {
      throw new IllegalStateException(report.getAllProblemMessages().toString());
    }
    Set<String> names = new TreeSet<>();
    for (Artifact artifact : report.getArtifacts()) {
      String classifier = artifact.getExtraAttribute("m:classifier");
      names.add(
          artifact.getName()
              + "-"
              + artifact.getModuleRevisionId().getRevision()
              + (classifier == null ? "" : "-" + classifier)
              + ".jar");
    }
    Files.createDirectories(Path.of(args[1]).getParent());
    Files.write(Path.of(args[1]), names);
  }
}
