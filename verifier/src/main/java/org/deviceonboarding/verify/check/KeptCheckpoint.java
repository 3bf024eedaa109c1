package org.deviceonboarding.verify.check;

/**
 * A checkpoint that the auditor kept.
 *
 * @param source the origin of the checkpoint, for messages
 */
public record KeptCheckpoint(String source, String note) {}
