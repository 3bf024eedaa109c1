package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import org.deviceonboarding.acl.broker.OperatorCommand;

/** Reloads a broker by a command of the operator's. */
record CommandReload(OperatorCommand command) implements BrokerReload {
    @Override
    public boolean reload() throws IOException, InterruptedException {
        command.run();
        return true;
    }
}
