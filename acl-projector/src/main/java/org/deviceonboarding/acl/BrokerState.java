package org.deviceonboarding.acl;

import org.jspecify.annotations.Nullable;

/**
 * How far a broker is, for those who watch it.
 *
 * @param position of the policy in its folder, or null before the first release
 * @param trouble what keeps it from having all that the log asks for, or null
 */
record BrokerState(@Nullable Long position, @Nullable String trouble) {
    static final BrokerState STARTING = new BrokerState(null, "The log is being read");

    BrokerState but(String trouble) {
        return new BrokerState(position, trouble);
    }
}
