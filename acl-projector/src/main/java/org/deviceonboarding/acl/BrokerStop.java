package org.deviceonboarding.acl;

import java.io.IOException;

/** Stops a broker that cannot be told whom to keep out: closed is better than open. */
@FunctionalInterface
interface BrokerStop {
    /** For a broker that nobody gave us a way to stop. */
    BrokerStop NONE = () -> false;

    /** @return whether there is a way, so that it is stopped now */
    boolean stop() throws IOException, InterruptedException;

    static BrokerStop of(BrokerReload reload, BrokerLimits limits) {
        if (reload instanceof ManagedMosquitto mosquitto) {
            return mosquitto::shut;
        }
        String command = limits.stopCommand();
        return command == null ? NONE : () -> OperatorCommand.of(command).reload();
    }
}
