package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.jspecify.annotations.Nullable;

/**
 * One kind of broker, as the reconciler sees it: how a policy is written for it, how it reloads its files, and how it
 * is asked and stopped. Mosquitto is the only kind so far. A second kind implements this interface, and nothing else
 * changes.
 */
public interface BrokerAdapter {
    /** Writes what the broker needs besides policy and CRL, such as its configuration. */
    void prepare() throws IOException;

    /** The text of the policy's file. */
    String render(BrokerPolicy policy);

    /**
     * The log position of the policy that a text of {@link #render} states.
     *
     * @throws DamagedAclFile if the text is not one that was rendered here
     */
    long position(String text) throws DamagedAclFile;

    /**
     * Tells the broker to read its files again; twice does no harm.
     *
     * @param position of the policy among them
     * @param newPolicy whether the policy there before was of another position
     * @return what will show that the broker did so
     * @throws IOException if it may not have heard
     */
    ReloadEvidence reload(long position, boolean newPolicy) throws IOException, InterruptedException;

    /** The broker as it can be asked; empty if nobody asks it, so that no release is proven. */
    Optional<LiveBroker> live();

    /**
     * Stops the broker: closed is better than open.
     *
     * @return whether there is a way, so that it is stopped now
     */
    boolean stop() throws IOException, InterruptedException;

    /** Mends the files that the broker itself writes, if a full disk left half of one. */
    void mend();

    /** Gives the disk what the broker can spare: a revocation is worth more. */
    void freeSpace();

    /** The number of blocks of an ACL that the broker reads without a pause that its devices notice. */
    int readableBlocks();

    /** How long changes that only grant something are gathered before the next reload. */
    Duration gathering();

    /** Has this called when the broker falls silent, and when it answers again. */
    void onSilenceChange(Runnable listener);

    /** Why nobody gets an answer of the broker, or null. */
    @Nullable
    String silence();

    /** What else is wrong with the broker as a program, or null. */
    @Nullable
    String trouble();
}
