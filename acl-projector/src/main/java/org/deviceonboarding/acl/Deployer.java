package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the log asks for into a broker's folder, and tells the broker once. For one thread. */
final class Deployer {
    private static final Logger log = LoggerFactory.getLogger(Deployer.class);

    private final BrokerFolder folder;
    private final CrlSource crls;
    private final ReloadWitness witness;
    private final BrokerReload reload;
    private final InstantSource clock;
    private final LastKnownGood lastGood;
    private final DiskReserve reserve;
    // Null until the broker surely read what is in the folder: a process before us may have died between the two.
    private @Nullable PolicyRelease told;
    private @Nullable BrokerIdentity toldIdentity;
    // The newest CRL that we fetched, and how much of the log it knows.
    private @Nullable Crl fetched;
    private @Nullable IssuingCa fetchedFrom;
    private long coveredByFetched = -1;
    // Equal positions are equal files, but for who is kept waiting, and a large one takes a second to make.
    private @Nullable PolicyRelease rendered;
    private Set<DeviceId> renderedWithout = Set.of();
    private @Nullable PolicyRelease kept;
    // What could not be written, or null.
    private @Nullable PolicyRelease unwritten;

    Deployer(DiskReserve reserve, CrlSource crls, ReloadWitness witness, BrokerReload reload, InstantSource clock) {
        this.reserve = reserve;
        this.folder = reserve.folder();
        this.crls = crls;
        this.witness = witness;
        this.reload = reload;
        this.clock = clock;
        this.lastGood = new LastKnownGood(folder);
    }

    /**
     * Does nothing to a broker that has all of it already.
     *
     * @throws ReleaseRefused if it would harm the broker; what is in force stays
     * @throws FolderNotWritable if the folder does not take it
     * @throws IOException if the folder, or the broker, could not be reached; it should be tried again
     */
    Deployment publish(DesiredState demand) throws IOException, ReleaseRefused, InterruptedException {
        IssuingCa ca = IssuingCa.read(folder.ca());
        try (FileChannel _ = lock(ca)) {
            FolderContents inForce = FolderContents.read(folder, ca, told);
            if (inForce.damage() != null) {
                log.warn("In {}: {}", folder.dir(), inForce.damage());
            }
            refuseOlder(demand.policy().position(), inForce);
            if (unwritten != null) {
                write(unwritten, inForce).discard(); // Before anybody is waited for.
            }
            String crlTrouble = null;
            Crl crl = newer(current(inForce.crl()), current(ca.equals(fetchedFrom) ? fetched : null));
            try {
                crl = newest(demand, crl, ca);
                fetched = crl;
                fetchedFrom = ca;
                coveredByFetched = demand.revoked();
            } catch (IOException | CrlRefused e) {
                // Taking topics away must not wait for a CRL.
                crl = crl == null ? lastGood.crl(ca, clock.instant()).orElse(inForce.crl()) : crl;
                if (crl == null) {
                    throw e;
                }
                crlTrouble = String.valueOf(e.getMessage());
            }
            // What was put back, by us or by somebody else, knows less than what was fetched.
            long covered = crl.equals(fetched) ? coveredByFetched : -1;
            boolean complete = covered >= demand.revoked();
            PolicyRelease release = release(demand, crl, complete ? Set.of() : demand.lostAfter(covered));
            boolean newAcl = inForce.damage() == null && inForce.position() != release.position();
            Telling telling = put(release, inForce, ca);
            return new Deployment(release, telling, newAcl, complete, crlTrouble, inForce.damage());
        }
    }

    /** The next release is told to the broker even if it seems to have it: nobody saw that it read the last one. */
    void tellAgain() {
        told = null;
    }

    /**
     * Remembers a release that was proven to be in force, for the day when a later one is not. That it could not be done
     * takes nothing from the release; it is tried again with the next turn.
     */
    void keep(PolicyRelease release) {
        if (release.equals(kept) || current(release.crl()) == null) {
            return;
        }
        try {
            lastGood.keep(release);
            kept = release;
        } catch (IOException e) {
            log.warn("The release in force could not be kept for a later day: {}", e.toString());
        }
    }

    /**
     * Puts the last good release back. Whatever comes next, the broker is told of it.
     *
     * @param notBefore what was in force at that position, and is on record, is not taken back
     * @return empty if there is none, or its CRL has expired since and would lock everybody out
     */
    Optional<Deployment> rollBack(long notBefore) throws IOException, ReleaseRefused, InterruptedException {
        told = null;
        IssuingCa ca = IssuingCa.read(folder.ca());
        Optional<PolicyRelease> good =
                lastGood.read(ca, clock.instant()).filter(release -> release.position() >= notBefore);
        if (good.isEmpty()) {
            return Optional.empty();
        }
        try (FileChannel _ = lock(ca)) {
            Telling telling = put(good.get(), FolderContents.read(folder, ca, null), ca);
            told = null;
            return Optional.of(new Deployment(good.get(), telling, true, false, null, null));
        }
    }

    private Telling put(PolicyRelease release, FolderContents inForce, IssuingCa ca)
            throws IOException, ReleaseRefused, InterruptedException {
        BrokerIdentity identity = BrokerIdentity.read(folder);
        if (release.equals(told) && inForce.holds(release) && identity.equals(toldIdentity)) {
            return Telling.NOTHING_NEW;
        }
        told = null;
        if (!inForce.holds(release)) {
            StagedRelease drafts = write(release, inForce);
            drafts.check(release, ca);
            try {
                drafts.putInForce();
            } catch (IOException e) {
                throw new FolderNotWritable(folder, inForce.position(), e);
            }
        }
        witness.beforeReload(release.position());
        boolean there = reload.reload();
        told = release;
        toldIdentity = identity;
        log.info(
                "The broker was given the policy of position {} and CRL {}",
                release.position(),
                release.crl().number());
        return there ? Telling.TOLD : Telling.AT_ITS_START;
    }

    /** Takes the space for the next generations, if there is any. */
    void restoreReserve() {
        reserve.restore();
    }

    private FileChannel lock(IssuingCa ca) throws IOException {
        try {
            return folder.lock();
        } catch (FileSystemException e) {
            throw new FolderNotWritable(folder, FolderContents.read(folder, ca, told).position(), e);
        }
    }

    private StagedRelease write(PolicyRelease release, FolderContents inForce) throws IOException {
        unwritten = release;
        StagedRelease drafts;
        try {
            drafts = StagedRelease.write(release, folder);
        } catch (ClosedByInterruptException e) {
            throw e; // Nothing is wrong with the disk.
        } catch (IOException _) {
            reserve.spend();
            try {
                drafts = StagedRelease.write(release, folder);
            } catch (IOException e) {
                throw new FolderNotWritable(folder, inForce.position(), e);
            }
        }
        unwritten = null;
        return drafts;
    }

    private void refuseOlder(long position, FolderContents inForce) throws ReleaseRefused {
        if (inForce.position() > position) {
            throw new ReleaseRefused("The log's policy is of position " + position + ", " + folder.acl()
                    + " is of position " + inForce.position()
                    + ": if the log was restored from a backup on purpose, delete that file");
        }
    }

    private Crl newest(DesiredState demand, @Nullable Crl inForce, IssuingCa ca)
            throws IOException, CrlRefused, InterruptedException {
        String text = crls.fetch(demand.revoked());
        Crl crl = inForce != null && text.equals(inForce.pem()) ? inForce : Crl.parse(text, ca);
        crl.requireCurrent(clock.instant());
        if (inForce != null) {
            crl.requireNotOlderThan(inForce);
        }
        return crl;
    }

    /** A CRL from the future locks everybody out: whatever its number, any other is better. */
    private @Nullable Crl current(@Nullable Crl crl) {
        return crl == null || crl.isFromTheFuture(clock.instant()) ? null : crl;
    }

    private static @Nullable Crl newer(@Nullable Crl one, @Nullable Crl other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.number().compareTo(other.number()) < 0 ? other : one;
    }

    // A device may have a new certificate, and so its topics. As long as the CRL does not know the old one, they would
    // be its
    // holder's as well.
    private PolicyRelease release(DesiredState demand, Crl crl, Set<DeviceId> without) {
        PolicyRelease before = rendered;
        PolicyRelease release;
        if (before == null || before.position() != demand.policy().position() || !without.equals(renderedWithout)) {
            AclFile acl = AclFile.of(demand.policy().withholding(without));
            release = new PolicyRelease(acl.position(), acl.render(), crl);
        } else {
            release = before.crl().equals(crl) ? before : before.with(crl);
        }
        rendered = release;
        renderedWithout = without;
        return release;
    }
}
