package org.deviceonboarding.portal.upkeep;

/**
 * The state is not what the log says.
 *
 * @param key names the row, file or entry
 */
record Difference(String projection, String key, String expected, String found) {}
