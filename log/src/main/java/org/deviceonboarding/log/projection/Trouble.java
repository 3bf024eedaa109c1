package org.deviceonboarding.log.projection;

/**
 * What is wrong with a projection, its lag aside.
 *
 * @param grave whether what it says is not to be relied on
 */
public record Trouble(String message, boolean grave) {}
