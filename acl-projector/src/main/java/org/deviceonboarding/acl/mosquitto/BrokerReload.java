package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;

/** Tells Mosquitto to read its ACL, CRL and certificates again. */
sealed interface BrokerReload permits CommandReload, ManagedMosquitto, NoReload, PidFileReload {
    /**
     * Tells the broker once; twice does no harm.
     *
     * @return false if there surely is none: the one that comes reads the files when it starts
     * @throws IOException if it may not have heard
     */
    boolean reload() throws IOException, InterruptedException;
}
