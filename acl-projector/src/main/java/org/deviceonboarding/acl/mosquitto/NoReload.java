package org.deviceonboarding.acl.mosquitto;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does nothing, because the broker or another program watches the files. */
record NoReload() implements BrokerReload {
    private static final Logger log = LoggerFactory.getLogger(NoReload.class);

    NoReload {
        log.warn("Nothing here tells a broker to read its files again:"
                + " set BROKER_RELOAD_COMMAND or BROKER_PID_FILE, or let something watch the files");
    }

    @Override
    public boolean reload() {
        log.debug("The files are in place");
        return true;
    }
}
