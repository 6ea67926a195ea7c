/**
 * The one form of an error about an argument: {@code threads: expected at least 1, got 0}.
 *
 * <p>Messages name settings by {@link io.github.fallline.argument.Setting}: a program reads the
 * words of the Java API, the command line prints its options in their place.
 *
 * <p>Every package may use it; it uses none. Loops over rows make their own checks: a call composes
 * the texts of its arguments, met or not.
 */
@NullMarked
package io.github.fallline.argument;

import org.jspecify.annotations.NullMarked;
