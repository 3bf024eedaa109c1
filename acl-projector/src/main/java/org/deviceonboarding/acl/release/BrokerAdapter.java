package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.jspecify.annotations.Nullable;

/**
 * One kind of broker, as the reconciler sees it: how its policy is written, how it reloads its files, how it is asked, and how
 * it is stopped. Mosquitto is the only kind so far. A second kind implements this interface, and nothing else changes.
 */
public interface BrokerAdapter {
    /** Writes what the broker needs besides policy and CRL, such as its configuration. */
    void prepare() throws IOException;

    /** Renders the text of the policy's file. */
    String render(BrokerPolicy policy);

    /**
     * Reads the log position of the policy from a text of {@link #render}.
     *
     * @throws DamagedAclFile if the text is not one that was rendered here
     */
    long position(String text) throws DamagedAclFile;

    /**
     * Tells the broker to read its files again. Telling it twice does no harm.
     *
     * @param position of the policy in the files
     * @param newPolicy whether the policy there before was of another position
     * @return the evidence that will show that the broker did so
     * @throws IOException if it may not have heard
     */
    ReloadEvidence reload(long position, boolean newPolicy) throws IOException, InterruptedException;

    /** The running broker, to ask it what it enforces; empty if nobody asks it, so that no release is proven. */
    Optional<LiveBroker> live();

    /**
     * Stops the broker, because closed is better than open.
     *
     * @return whether the broker is stopped now; false if this process has no way to stop it
     */
    boolean stop() throws IOException, InterruptedException;

    /** Repairs the files that the broker itself writes, if a full disk left half a file. */
    void mend();

    /** Frees disk space that the broker can spare, because a revocation is worth more. */
    void freeSpace();

    /** The number of blocks of an ACL that the broker reads without a pause that its devices notice. */
    int readableBlocks();

    /** How long changes that only grant something are gathered before the next reload. */
    Duration gathering();

    /** Sets what is called when the broker falls silent, and when it answers again. */
    void onSilenceChange(Runnable listener);

    /** Returns why the broker does not answer, or null. */
    @Nullable
    String silence();

    /** Returns what else is wrong with the broker's process, or null. */
    @Nullable
    String trouble();
}
