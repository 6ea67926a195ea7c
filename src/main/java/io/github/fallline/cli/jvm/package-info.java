/**
 * Internal: settings of the JVM, the memory that is free, and the loading of native libraries.
 *
 * <p>Imports {@code blas}.
 */
package io.github.fallline.cli.jvm;
