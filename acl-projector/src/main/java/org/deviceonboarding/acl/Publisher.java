package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.messages.acl.AclFile;
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
    private final LastGood lastGood;
    // Null until the broker surely read what is in the folder: a process before us may have died between the two.
    private @Nullable PolicyRelease told;
    private @Nullable ServerIdentity toldIdentity;
    // How much of the log the newest CRL that we fetched knows.
    private long coveredByCrl = -1;

    Publisher(BrokerFolder folder, CrlSource crls, BrokerReload reload, InstantSource clock) {
        this.folder = folder;
        this.crls = crls;
        this.reload = reload;
        this.clock = clock;
        this.lastGood = new LastGood(folder);
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
            if (inForce.damage() != null) {
                log.warn("In {}: {}", folder.dir(), inForce.damage());
            }
            refuseOlder(demand.policy().position(), inForce);
            String crlTrouble = null;
            Crl crl = inForce.crl();
            try {
                crl = newest(demand, crl, ca);
                coveredByCrl = demand.revoked();
            } catch (IOException | CrlRefused e) {
                // Taking topics away must not wait for a CRL.
                if (crl == null) {
                    throw e;
                }
                crlTrouble = String.valueOf(e.getMessage());
            }
            PolicyRelease release = release(demand, crl);
            boolean newAcl = !release.acl().equals(inForce.acl());
            boolean put = put(release, inForce, ca);
            return new Published(release, put, newAcl, coveredByCrl >= demand.revoked(), crlTrouble, inForce.damage());
        }
    }

    /** Remembers a release that was proven to be in force, for the day when a later one is not. */
    void keep(PolicyRelease release) throws IOException {
        lastGood.keep(release);
    }

    /**
     * Puts the last good release back.
     *
     * @return empty if there is none, or its CRL has expired since and would lock everybody out
     */
    Optional<Published> rollBack() throws IOException, ReleaseRefused, InterruptedException {
        IssuingCa ca = IssuingCa.read(folder.ca());
        Optional<PolicyRelease> good = lastGood.read(ca, clock.instant());
        if (good.isEmpty()) {
            return Optional.empty();
        }
        try (FileChannel _ = folder.lock()) {
            put(good.get(), InForce.read(folder, ca), ca);
            // Whatever comes next, the broker has to read it.
            told = null;
            return Optional.of(new Published(good.get(), true, true, false, null, null));
        }
    }

    private boolean put(PolicyRelease release, InForce inForce, IssuingCa ca)
            throws IOException, ReleaseRefused, InterruptedException {
        ServerIdentity identity = ServerIdentity.read(folder);
        if (release.equals(told) && inForce.holds(release) && identity.equals(toldIdentity)) {
            return false;
        }
        told = null;
        Drafts drafts = Drafts.write(release, folder);
        drafts.check(release, ca);
        drafts.putInForce();
        reload.reload();
        told = release;
        toldIdentity = identity;
        log.info(
                "The broker was given the policy of position {} and CRL {}",
                release.position(),
                release.crl().number());
        return true;
    }

    private void refuseOlder(long position, InForce inForce) throws ReleaseRefused {
        if (inForce.position() > position) {
            throw new ReleaseRefused("The log's policy is of position " + position + ", " + folder.acl()
                    + " is of position " + inForce.position()
                    + ": if the log was restored from a backup on purpose, delete that file");
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
