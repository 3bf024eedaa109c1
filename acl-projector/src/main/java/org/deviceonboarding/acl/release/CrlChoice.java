package org.deviceonboarding.acl.release;

import java.io.IOException;
import java.time.InstantSource;
import org.deviceonboarding.acl.crl.Crl;
import org.deviceonboarding.acl.crl.CrlFetch;
import org.deviceonboarding.acl.crl.CrlRefused;
import org.deviceonboarding.acl.crl.IssuingCa;
import org.jspecify.annotations.Nullable;

/** Chooses the CRL of a release: the newest one or, if that must not go into force, the best other one. For one thread. */
final class CrlChoice {
    private final LastKnownGood lastGood;
    private final InstantSource clock;
    // The last one that was fetched, and how much of the log it knows.
    private @Nullable Crl fetched;
    private @Nullable IssuingCa fetchedFrom;
    private long coveredByFetched = -1;

    CrlChoice(LastKnownGood lastGood, InstantSource clock) {
        this.lastGood = lastGood;
        this.clock = clock;
    }

    /**
     * The chosen CRL.
     *
     * @param covered log position up to which it surely knows all revocations, or -1
     * @param trouble why there is no newer CRL, or null
     */
    record Chosen(Crl crl, long covered, @Nullable String trouble) {}

    /** Forgets the CRL that was fetched: the log lost events, and what that CRL knows of the log is not known any more. */
    void forget() {
        fetched = null;
        fetchedFrom = null;
        coveredByFetched = -1;
    }

    /**
     * Waits for the newest CRL.
     *
     * @param revoked the log position that it has to know
     * @param inFolder the CRL in the broker's folder, or null
     * @throws ReleaseRefused if the newest CRL must not go into force, and there is no other one
     * @throws IOException if no CRL could be fetched, and there is no other one
     */
    Chosen choose(CrlFetch fetch, long revoked, @Nullable Crl inFolder, IssuingCa ca)
            throws IOException, ReleaseRefused, InterruptedException {
        Crl inForce = newer(notFromTheFuture(inFolder), notFromTheFuture(ca.equals(fetchedFrom) ? fetched : null));
        try {
            Crl crl = accepted(fetch.await(), inForce, ca);
            fetched = crl;
            fetchedFrom = ca;
            coveredByFetched = revoked;
            return new Chosen(crl, revoked, null);
        } catch (IOException | CrlRefused e) {
            // Taking topics away must not wait for a CRL.
            String trouble = String.valueOf(e.getMessage());
            Crl crl = inForce == null ? lastGood.crl(ca, clock.instant()).orElse(inFolder) : inForce;
            if (crl == null && e instanceof IOException unreachable) {
                throw unreachable;
            }
            if (crl == null) {
                throw new ReleaseRefused(trouble, e);
            }
            // What was put back, by us or by somebody else, knows less than what was fetched.
            return new Chosen(crl, crl.equals(fetched) ? coveredByFetched : -1, trouble);
        }
    }

    private Crl accepted(String text, @Nullable Crl inForce, IssuingCa ca) throws CrlRefused {
        Crl crl = inForce != null && text.equals(inForce.pem()) ? inForce : Crl.parse(text, ca);
        crl.requireCurrent(clock.instant());
        if (inForce != null) {
            crl.requireNotOlderThan(inForce);
        }
        return crl;
    }

    /** A CRL from the future locks everybody out: whatever its number, any other is better. */
    private @Nullable Crl notFromTheFuture(@Nullable Crl crl) {
        return crl == null || crl.isFromTheFuture(clock.instant()) ? null : crl;
    }

    private static @Nullable Crl newer(@Nullable Crl one, @Nullable Crl other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.number().compareTo(other.number()) < 0 ? other : one;
    }
}
