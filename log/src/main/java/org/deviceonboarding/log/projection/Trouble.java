package org.deviceonboarding.log.projection;

/**
 * A problem of a projection, other than its lag.
 *
 * @param grave whether what it says is not to be relied on
 */
public record Trouble(String message, boolean grave) {}
