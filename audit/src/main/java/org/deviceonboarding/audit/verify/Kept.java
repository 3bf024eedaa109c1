package org.deviceonboarding.audit.verify;

/**
 * A checkpoint that the auditor kept.
 *
 * @param source where it is from, for people
 */
public record Kept(String source, String note) {}
