package org.deviceonboarding.access.limit;

/**
 * How many requests one process allows in a minute.
 *
 * @param policy the name of the policy in the answer's headers
 */
record Quota(String policy, int perMinute) {}
