package org.deviceonboarding.verify.check;

/**
 * A checkpoint that the auditor kept.
 *
 * @param source where it is from, for people
 */
public record Kept(String source, String note) {}
