package org.deviceonboarding.log.upkeep;

/**
 * A difference between the state and the log.
 *
 * @param key names the row, file or entry
 */
public record Difference(String projection, String key, String expected, String found) {}
