package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.acl.crl.CrlFetch;
import org.deviceonboarding.acl.crl.CrlSource;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.DiskReserve;
import org.deviceonboarding.acl.folder.FolderNotWritable;
import org.deviceonboarding.acl.policy.DesiredState;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts policy and CRL into a broker's folder, and tells the broker once to reload. For one thread. */
public final class Deployer {
    private static final Logger log = LoggerFactory.getLogger(Deployer.class);

    private final BrokerFolder folder;
    private final CrlSource crls;
    private final BrokerAdapter broker;
    private final InstantSource clock;
    private final LastKnownGood lastGood;
    private final DiskReserve reserve;
    private final ReleaseTimeline timeline;
    private final CrlChoice choice;
    private final AclDraft draft;
    private @Nullable RenderedAcl rendered;
    // Whether the CRL lacked something when it was last asked for: then nothing is written ahead.
    private boolean crlBehind;
    private @Nullable PolicyRelease kept;
    // What could not be written, or null.
    private @Nullable PolicyRelease unwritten;
    // The position of the file whose policy the log was seen to lack, or -1.
    private long refused = -1;

    public Deployer(DiskReserve reserve, CrlSource crls, BrokerAdapter broker, InstantSource clock) {
        this.timeline = new ReleaseTimeline();
        this.reserve = reserve;
        this.folder = reserve.folder();
        this.crls = crls;
        this.broker = broker;
        this.clock = clock;
        this.lastGood = new LastKnownGood(folder, broker);
        this.choice = new CrlChoice(lastGood, clock);
        this.draft = new AclDraft(folder.acl());
    }

    /** Forgets whatever it made of the log: the log lost events, and another event may have the position of a lost one. */
    void forget() {
        rendered = null;
        kept = null;
        unwritten = null;
        crlBehind = false;
        draft.discard();
        choice.forget();
    }

    /** How long the steps of the current release take. */
    ReleaseTimeline timeline() {
        return timeline;
    }

    /**
     * Locks the folder against other releases until the channel is closed.
     *
     * @param last what the broker was told last, so that it is not parsed again, or null
     * @throws FolderNotWritable if not even a lock can be written
     * @throws IOException if another process holds the lock, or the CA is not known yet
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
     * Plans what has to be in the folder.
     *
     * @param last what the broker was told last, so that it need not be parsed again, or null
     * @throws ReleaseRefused if the release would harm the broker; the files in force stay
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
        refuseOlder(desired, there);
        if (unwritten != null) {
            write(unwritten, there).discard(); // Before anybody is waited for.
        }
        timeline.over(ReleaseStep.LOOK);
        CrlFetch fetch = CrlFetch.begin(crls, desired.revoked());
        try {
            if (!crlBehind) {
                writeAhead(rendered(desired, Set.of()).text(), there.acl()); // The CRL takes longer than that.
            }
            return plan(desired, there, ca, fetch);
        } catch (IOException | ReleaseRefused e) {
            draft.discard();
            throw e;
        } finally {
            fetch.cancel();
        }
    }

    private ReleasePlan plan(DesiredState desired, FolderContents there, IssuingCa ca, CrlFetch fetch)
            throws IOException, ReleaseRefused, InterruptedException {
        CrlChoice.Chosen crl = choice.choose(fetch, desired.revoked(), there.crl(), ca);
        timeline.over(ReleaseStep.CRL);
        boolean complete = crl.covered() >= desired.revoked();
        crlBehind = !complete;
        // A device may have a new certificate, and so its topics. As long as the CRL does not know the old one, the
        // holder of the old one would have these topics as well.
        RenderedAcl acl = rendered(desired, complete ? Set.of() : desired.lostAfter(crl.covered()));
        draft.keepOnly(acl.text());
        PolicyRelease release = new PolicyRelease(acl.position(), acl.text(), acl.sha256(), crl.crl());
        boolean newPolicy = there.damage() == null && there.position() != release.position();
        return new ReleasePlan(release, there, TrustFiles.read(folder), newPolicy, complete, crl.trouble());
    }

    /**
     * Plans what to put back after a release that the broker was seen not to enforce.
     *
     * @param notBefore the position that the newest receipt says is in force; no older release is put back
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
     * Puts a release into the folder, and tells the broker to read it.
     *
     * @throws ReleaseRefused if the disk does not give back what was written; what is in force stays
     * @throws FolderNotWritable if the folder does not take it
     * @throws IOException if the broker may not have been told
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
     * Keeps a copy of a release that was proven to be in force, for a later roll-back. If that fails, the release stays in force,
     * and the next turn tries again.
     */
    void keep(PolicyRelease release) {
        if (release.equals(kept) || release.crl().isFromTheFuture(clock.instant())) {
            return;
        }
        try {
            lastGood.keep(release);
            kept = release;
        } catch (IOException e) {
            log.warn("The release in force could not be kept for a later day: {}", e.toString());
        }
    }

    /** Reserves disk space for the next generations, if there is any. */
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
            staged = StagedRelease.write(release, folder, draft.take(release.acl()));
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

    // Any event lengthens the log, even the record of this refusal. That it has passed the file by now is no reason to
    // replace the file: only an operator knows whether the log was restored on purpose (docs/adr/0050).
    private void refuseOlder(DesiredState desired, FolderContents there) throws ReleaseRefused {
        if (there.position() > desired.policies().newest()) {
            refused = there.position();
        }
        if (there.position() != refused) {
            refused = -1;
        } else if (refused >= 0) {
            throw new ReleaseRefused(
                    "The log was seen to lack the policy of position " + refused + ", which is in " + folder.acl()
                            + ": if the log was restored from a backup or lost events in a failover, delete that file");
        }
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

    private void writeAhead(String acl, @Nullable String inForce) throws ClosedByInterruptException {
        draft.discard();
        if (!acl.equals(inForce) && draft.write(acl)) {
            timeline.over(ReleaseStep.WRITE);
        }
    }
}
