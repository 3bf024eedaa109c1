package org.deviceonboarding.command.notification;

/**
 * What the receiver gets.
 *
 * @param id the same however often it is sent
 * @param body JSON
 * @param attempts made so far, this one included
 */
record Message(String id, String body, int attempts) {}
