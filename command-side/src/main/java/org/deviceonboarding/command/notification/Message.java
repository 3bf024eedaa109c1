package org.deviceonboarding.command.notification;

/**
 * A message to the webhook's receiver.
 *
 * @param id the same however often it is sent
 * @param body JSON
 * @param attempts made so far, this one included
 */
record Message(String id, String body, int attempts) {}
