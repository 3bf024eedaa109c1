package org.deviceonboarding.acl.mosquitto;

import org.deviceonboarding.acl.broker.OperatorCommand;

import java.io.IOException;

/** Reloads a broker by a command of the operator's. */
record CommandReload(OperatorCommand command) implements BrokerReload {
    @Override
    public boolean reload() throws IOException, InterruptedException {
        command.run();
        return true;
    }
}
