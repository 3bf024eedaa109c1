package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlFetch;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.acl.crl.CrlSource;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.folder.StagedFile;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts policy and CRL into a broker's folder, and tells the broker once. For one thread. */
public final class Deployer {
    private static final Logger log = LoggerFactory.getLogger(Deployer.class);

    private final BrokerFolder folder;
    private final CrlSource crls;
    private final BrokerAdapter broker;
    private final InstantSource clock;
    private final LastKnownGood lastGood;
    private final DiskReserve reserve;
    private final ReleaseTimeline timeline;
    // What was fetched and rendered once need not be again: a CRL, and how much of the log it knows.
    private @Nullable Crl fetched;
    private @Nullable IssuingCa fetchedFrom;
    private long coveredByFetched = -1;
    private @Nullable RenderedAcl rendered;
    // What was written ahead, while the CRL was fetched, or null.
    private @Nullable Draft draft;
    // Whether the CRL lacked something when it was last asked for: then nothing is written ahead.
    private boolean crlBehind;
    private @Nullable PolicyRelease kept;
    // What could not be written, or null.
    private @Nullable PolicyRelease unwritten;

    public Deployer(DiskReserve reserve, CrlSource crls, BrokerAdapter broker, InstantSource clock) {
        this.timeline = new ReleaseTimeline();
        this.reserve = reserve;
        this.folder = reserve.folder();
        this.crls = crls;
        this.broker = broker;
        this.clock = clock;
        this.lastGood = new LastKnownGood(folder, broker);
    }

    /** How long the steps of the current release take. */
    ReleaseTimeline timeline() {
        return timeline;
    }

    /**
     * Keeps every other release out of the folder until the channel is closed.
     *
     * @param last what the broker was told last, so that it need not be parsed again, or null
     * @throws FolderNotWritable if the folder does not even take a lock
     * @throws IOException if somebody else holds it, or the CA is not known yet
     */
    FileChannel lock(@Nullable Deployment last) throws IOException {
        IssuingCa ca = IssuingCa.read(folder.ca());
        try {
            return folder.lock();
        } catch (FileSystemException e) {
            throw new FolderNotWritable(folder, contents(ca, last).position(), e);
        }
    }

    /**
     * Finds out what has to be in the folder.
     *
     * @param last what the broker was told last, so that it need not be parsed again, or null
     * @throws ReleaseRefused if it would harm the broker; what is in force stays
     * @throws FolderNotWritable if the folder does not take it
     * @throws IOException if the folder or the CRL could not be reached; it should be tried again
     */
    ReleasePlan plan(DesiredState desired, @Nullable Deployment last)
            throws IOException, ReleaseRefused, InterruptedException {
        IssuingCa ca = IssuingCa.read(folder.ca());
        FolderContents there = contents(ca, last);
        if (there.damage() != null) {
            log.warn("In {}: {}", folder.dir(), there.damage());
        }
        refuseOlder(desired.policies().newest(), there);
        if (unwritten != null) {
            write(unwritten, there).discard(); // Before anybody is waited for.
        }
        timeline.over(ReleaseStep.LOOK);
        CrlFetch fetch = CrlFetch.begin(crls, desired.revoked());
        try {
            if (!crlBehind) {
                writeAhead(rendered(desired, Set.of()).text(), there);
            }
            return plan(desired, there, ca, fetch);
        } catch (IOException | ReleaseRefused e) {
            discardDraft();
            throw e;
        } finally {
            fetch.cancel();
        }
    }

    private ReleasePlan plan(DesiredState desired, FolderContents there, IssuingCa ca, CrlFetch fetch)
            throws IOException, ReleaseRefused, InterruptedException {
        String crlTrouble = null;
        Crl crl = newer(current(there.crl()), current(ca.equals(fetchedFrom) ? fetched : null));
        try {
            crl = newest(fetch, crl, ca);
            fetched = crl;
            fetchedFrom = ca;
            coveredByFetched = desired.revoked();
        } catch (IOException | CrlRefused e) {
            // Taking topics away must not wait for a CRL.
            crl = crl == null ? lastGood.crl(ca, clock.instant()).orElse(there.crl()) : crl;
            crlTrouble = String.valueOf(e.getMessage());
            if (crl == null) {
                if (e instanceof IOException unreachable) {
                    throw unreachable;
                }
                throw new ReleaseRefused(crlTrouble, e);
            }
        }
        timeline.over(ReleaseStep.CRL);
        // What was put back, by us or by somebody else, knows less than what was fetched.
        long covered = crl.equals(fetched) ? coveredByFetched : -1;
        boolean complete = covered >= desired.revoked();
        crlBehind = !complete;
        // A device may have a new certificate, and so its topics. As long as the CRL does not know the old one, the
        // holder
        // of the old one would have these topics as well.
        RenderedAcl acl = rendered(desired, complete ? Set.of() : desired.lostAfter(covered));
        if (draft != null && !draft.text().equals(acl.text())) {
            discardDraft();
        }
        PolicyRelease release = new PolicyRelease(acl.position(), acl.text(), acl.sha256(), crl);
        boolean newPolicy = there.damage() == null && there.position() != release.position();
        return new ReleasePlan(release, there, TrustFiles.read(folder), newPolicy, complete, crlTrouble);
    }

    /**
     * Finds out what to put back after a release that the broker was seen not to enforce.
     *
     * @param notBefore what was in force at that position, and is on record, is not taken back
     * @return empty if there is no good release, or its CRL has expired since and would lock everybody out
     */
    Optional<ReleasePlan> planRollBack(long notBefore) throws IOException {
        IssuingCa ca = IssuingCa.read(folder.ca());
        Optional<PolicyRelease> good =
                lastGood.read(ca, clock.instant()).filter(release -> release.position() >= notBefore);
        return good.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ReleasePlan(good.get(), contents(ca, null), TrustFiles.read(folder), true, false, null));
    }

    /**
     * Puts a release into the folder, and tells the broker.
     *
     * @throws ReleaseRefused if the disk does not give back what was written; what is in force stays
     * @throws FolderNotWritable if the folder does not take it
     * @throws IOException if the broker may not have heard
     */
    Deployment deploy(ReleasePlan plan) throws IOException, ReleaseRefused, InterruptedException {
        PolicyRelease release = plan.release();
        if (!plan.folder().holds(release)) {
            StagedRelease staged = write(release, plan.folder());
            timeline.over(ReleaseStep.WRITE);
            staged.check(release, IssuingCa.read(folder.ca()), broker);
            timeline.over(ReleaseStep.CHECK);
            inFolder(staged::putInForce, plan);
        }
        timeline.over(ReleaseStep.RENAME);
        ReloadEvidence evidence = broker.reload(release.position(), plan.newPolicy());
        timeline.over(ReleaseStep.SIGNAL);
        // The broker reads the files meanwhile. There is no receipt before the renames are durable.
        inFolder(folder::sync, plan);
        timeline.over(ReleaseStep.SYNC);
        log.info(
                "The broker was given the policy of position {} and CRL {}",
                release.position(),
                release.crl().number());
        return new Deployment(release, plan.identity(), evidence);
    }

    private interface FolderWork {
        void run() throws IOException;
    }

    private void inFolder(FolderWork work, ReleasePlan plan) throws FolderNotWritable {
        try {
            work.run();
        } catch (IOException e) {
            throw new FolderNotWritable(folder, plan.folder().position(), e);
        }
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

    /** Takes the space for the next generations, if there is any. */
    void restoreReserve() {
        reserve.restore();
    }

    private FolderContents contents(IssuingCa ca, @Nullable Deployment last) throws IOException {
        return FolderContents.read(folder, ca, broker, last == null ? null : last.release());
    }

    private StagedRelease write(PolicyRelease release, FolderContents there) throws IOException {
        unwritten = release;
        StagedRelease staged;
        try {
            staged = StagedRelease.write(release, folder, draftOf(release));
        } catch (ClosedByInterruptException e) {
            throw e; // Nothing is wrong with the disk.
        } catch (IOException _) {
            reserve.spend();
            try {
                staged = StagedRelease.write(release, folder, null);
            } catch (IOException e) {
                throw new FolderNotWritable(folder, there.position(), e);
            }
        }
        unwritten = null;
        return staged;
    }

    private void refuseOlder(long position, FolderContents there) throws ReleaseRefused {
        if (there.position() > position) {
            throw new ReleaseRefused("The log's policy is of position " + position + ", " + folder.acl()
                    + " is of position " + there.position()
                    + ": if the log was restored from a backup on purpose, delete that file");
        }
    }

    private Crl newest(CrlFetch fetch, @Nullable Crl inForce, IssuingCa ca)
            throws IOException, CrlRefused, InterruptedException {
        String text = fetch.await();
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

    private RenderedAcl rendered(DesiredState desired, Set<DeviceId> without) {
        RenderedAcl acl = rendered;
        if (acl == null || !acl.isOf(desired, without)) {
            acl = RenderedAcl.of(desired, without, broker);
            rendered = acl;
            timeline.over(ReleaseStep.RENDER);
        }
        return acl;
    }

    /**
     * An ACL file that is written beside the one in force before its release is complete.
     *
     * @param text what is in it
     */
    private record Draft(StagedFile file, String text) {}

    /** The CRL takes longer than that. A disk that does not take it is looked after when the release is written. */
    private void writeAhead(String acl, FolderContents there) throws ClosedByInterruptException {
        discardDraft();
        if (acl.equals(there.acl())) {
            return;
        }
        try {
            draft = new Draft(StagedFile.write(folder.acl(), acl), acl);
            timeline.over(ReleaseStep.WRITE);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            log.debug("The ACL could not be written ahead: {}", e.toString());
        }
    }

    /** What was written ahead for that release, or null; it is no draft any more. */
    private @Nullable StagedFile draftOf(PolicyRelease release) {
        Draft ahead = draft;
        if (ahead != null && ahead.text().equals(release.acl())) {
            draft = null;
            return ahead.file();
        }
        discardDraft();
        return null;
    }

    private void discardDraft() {
        Draft ahead = draft;
        draft = null;
        if (ahead != null) {
            try {
                ahead.file().discard();
            } catch (IOException e) {
                log.debug("{} is left behind: {}", ahead.file().path(), e.toString());
            }
        }
    }
}
