/**
 * The file system: text input (plain, gzip, standard input), output files (complete or not at all),
 * and the error for input that cannot be used.
 *
 * <p>Imports nothing of this project.
 */
package io.github.fallline.files;
