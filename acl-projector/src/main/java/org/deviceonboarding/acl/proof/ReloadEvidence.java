package org.deviceonboarding.acl.proof;

/** The evidence that a broker has read its files again after it was told to. */
public enum ReloadEvidence {
    /** No evidence is needed: the broker was seen to read the files, or will read them when it starts. */
    NOT_NEEDED,
    /** The topic of the policy's position, which the files before did not open. */
    POLICY_TOPIC,
    /** A line that the broker writes when it reads its files. */
    LOG_LINE,
    /** No evidence is possible: the broker did not answer when it was told, and the policy's position is the one before. */
    NONE
}
