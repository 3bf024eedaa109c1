package org.deviceonboarding.verify.check;

/**
 * A checkpoint that the auditor kept.
 *
 * @param source where it is from, for people
 */
public record KeptCheckpoint(String source, String note) {}
