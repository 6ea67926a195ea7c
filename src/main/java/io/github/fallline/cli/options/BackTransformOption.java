package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.model.LogTarget;
import io.github.fallline.model.Response;
import java.util.Optional;

/** The option {@code --back-transform} of the commands that use a model. */
public final class BackTransformOption {
  private final CliOption<Optional<LogTarget.Center>> center;

  public BackTransformOption(CommandSpec spec) {
    center = LogTargetOption.backTransform(spec.section(Section.MODEL), "Default: as in training.");
  }

  /**
   * The response of a model as it is wanted here.
   *
   * @throws UsageException if another center is asked of a model that is not of logarithms
   */
  public Response apply(Response ofModel) {
    if (!center.isGiven()) {
      return ofModel;
    }
    if (ofModel.logTarget().isEmpty()) {
      throw new UsageException(
          "--back-transform: the model was trained without --log-target; leave it out");
    }
    return Response.of(ofModel.logTarget().get().withCenter(center.value().orElseThrow()));
  }
}
