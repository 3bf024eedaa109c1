package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import org.deviceonboarding.messages.acl.AclFile;
import org.deviceonboarding.messages.topics.AccessPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the log asks for into a broker's folder, and tells the broker once. For one thread. */
final class Publisher {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final BrokerFolder folder;
    private final CrlSource crls;
    private final BrokerReload reload;
    private final InstantSource clock;
    // Null until the broker surely read what is in the folder: a process before us may have died between the two.
    private @Nullable PolicyRelease told;
    private @Nullable ServerIdentity toldIdentity;

    Publisher(BrokerFolder folder, CrlSource crls, BrokerReload reload, InstantSource clock) {
        this.folder = folder;
        this.crls = crls;
        this.reload = reload;
        this.clock = clock;
    }

    /**
     * Does nothing to a broker that has all of it already.
     *
     * @throws ReleaseRefused if it would harm the broker; what is in force stays
     * @throws IOException if the folder, or the broker, could not be reached; it should be tried again
     */
    Published publish(Demand demand) throws IOException, ReleaseRefused, InterruptedException {
        IssuingCa ca = IssuingCa.read(folder.ca());
        try (FileChannel _ = folder.lock()) {
            InForce inForce = InForce.read(folder, ca);
            refuseOlder(demand.policy(), inForce);
            Published next = prepare(demand, inForce.crl(), ca);
            ServerIdentity identity = ServerIdentity.read(folder);
            if (!next.release().equals(told) || !inForce.holds(next.release()) || !identity.equals(toldIdentity)) {
                told = null;
                Drafts drafts = Drafts.write(next.release(), folder);
                drafts.check(next.release(), ca);
                drafts.putInForce();
                reload.reload();
                told = next.release();
                toldIdentity = identity;
                log.info(
                        "The broker was given the policy of position {} and CRL {}",
                        next.release().position(),
                        next.release().crl().number());
            }
            return next;
        }
    }

    private void refuseOlder(AccessPolicy policy, InForce inForce) throws ReleaseRefused {
        if (inForce.position() > policy.position()) {
            throw new ReleaseRefused("The log's policy is of position " + policy.position() + ", " + folder.acl()
                    + " is of position " + inForce.position()
                    + ": if the log was restored from a backup on purpose, delete that file");
        }
    }

    // Taking topics away must not wait for a CRL.
    private Published prepare(Demand demand, @Nullable Crl inForce, IssuingCa ca)
            throws IOException, ReleaseRefused, InterruptedException {
        try {
            return new Published(release(demand, newest(demand, inForce, ca)), null);
        } catch (IOException | CrlRefused e) {
            if (inForce == null) {
                throw e;
            }
            return new Published(release(demand, inForce), String.valueOf(e.getMessage()));
        }
    }

    private Crl newest(Demand demand, @Nullable Crl inForce, IssuingCa ca)
            throws IOException, CrlRefused, InterruptedException {
        Crl crl = Crl.parse(crls.fetch(demand.revoked()), ca);
        crl.requireCurrent(clock.instant());
        if (inForce != null) {
            crl.requireNotOlderThan(inForce);
        }
        return crl;
    }

    private static PolicyRelease release(Demand demand, Crl crl) {
        AclFile acl = AclFile.of(demand.policy());
        return new PolicyRelease(acl.position(), acl.render(), crl);
    }
}
