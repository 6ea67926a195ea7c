/**
 * Internal: settings of the JVM, the memory that is free, and the loading of native libraries.
 *
 * <p>Imports {@code blas}.
 */
@NullMarked
package io.github.fallline.cli.jvm;

import org.jspecify.annotations.NullMarked;
