package io.github.fallline.cache;

/**
 * Consecutive rows with the checksum of their bytes.
 *
 * @param first the first of them, from 0
 * @param rows how many, at least 1
 * @param crc CRC-32C
 */
record Segment(long first, int rows, int crc) {}
