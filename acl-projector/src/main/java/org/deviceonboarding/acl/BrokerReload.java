package org.deviceonboarding.acl;

import java.io.IOException;

/** Makes a broker read its ACL, CRL and certificates again. */
sealed interface BrokerReload permits ManagedMosquitto, NoReload, PidFileReload, ReloadCommand {
    /**
     * Tells the broker once; twice does no harm.
     *
     * @throws IOException if it may not have heard
     */
    void reload() throws IOException, InterruptedException;
}
