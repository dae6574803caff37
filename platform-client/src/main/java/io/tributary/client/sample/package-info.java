/**
 * Data to try the platform with, made from a seed.
 *
 * <p>Purpose: a newcomer and a test need data of any size without a download.
 *
 * <p>Entry point: {@code DigitsSample}, {@code CsvSample}.
 *
 * <p>Who may call: the command line, the demo, tests.
 *
 * <p>Threading: immutable.
 *
 * <p>Invariant: the same seed and size give the same content on every machine.
 */
@NullMarked
package io.tributary.client.sample;

import org.jspecify.annotations.NullMarked;
