package org.deviceonboarding.acl;

import java.io.IOException;

/** Makes a broker read its ACL, CRL and certificates again. */
sealed interface BrokerReload permits ManagedMosquitto, NoReload, PidFileReload, ReloadCommand {
    /** @throws IOException if the broker may not have heard; saying it twice does no harm */
    void reload() throws IOException, InterruptedException;
}
