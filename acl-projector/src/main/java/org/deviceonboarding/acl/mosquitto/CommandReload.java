package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import org.deviceonboarding.acl.broker.OperatorCommand;

/** Reloads Mosquitto by a command that the operator wrote. */
record CommandReload(OperatorCommand command) implements BrokerReload {
    @Override
    public boolean reload() throws IOException, InterruptedException {
        command.run();
        return true;
    }
}
