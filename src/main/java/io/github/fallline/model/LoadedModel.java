package io.github.fallline.model;

import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model file holds: a model, or models of groups with the one of all rows. The file is read
 * once, so it may be a pipe.
 *
 * @param model the model, or that of all rows
 * @param grouped the models of groups; empty for a single model
 */
public record LoadedModel(SavedModel model, Optional<GroupedModel> grouped) {
  /**
   * Reads a model file of either kind.
   *
   * @throws io.github.fallline.files.InputException when there is no such file, or it is damaged,
   *     of another format or of a version that is not known here; the message names the place
   */
  public static LoadedModel read(Path file) {
    JsonNodeReader root = JsonReader.read(file, "model file");
    if (!GroupedModelFile.isGrouped(root)) {
      return new LoadedModel(ModelFile.read(root), Optional.empty());
    }
    GroupedModel groups = GroupedModelFile.read(root);
    return new LoadedModel(groups.pooled(), Optional.of(groups));
  }
}
