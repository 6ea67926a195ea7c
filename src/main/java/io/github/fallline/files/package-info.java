/**
 * Files: text input (one or several files, plain or compressed, standard input), atomic output, and
 * the errors for input that cannot be used and output that cannot be written.
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package io.github.fallline.files;

import org.jspecify.annotations.NullMarked;
