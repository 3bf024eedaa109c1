package org.deviceonboarding.log.upkeep;

/**
 * The state is not what the log says.
 *
 * @param key names the row, file or entry
 */
public record Difference(String projection, String key, String expected, String found) {}
