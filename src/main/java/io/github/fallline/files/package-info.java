/**
 * The way to the file system: text that is read (plain, gzip, standard input), files that are
 * written (complete or not at all), and the error for input that cannot be used.
 *
 * <p>Imports nothing of this project.
 */
package io.github.fallline.files;
