package org.deviceonboarding.verify.check;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor trusts before a verification. The less it is, the less a clean report says.
 *
 * @param key the log's verifier key, null if the one in the bundle has to do
 * @param kept checkpoints that the auditor kept
 * @param earlier earlier bundles
 * @param roots the fingerprints of the accepted root CAs; empty: any
 */
public record TrustAnchors(
        @Nullable VerifierKey key, List<KeptCheckpoint> kept, List<AuditBundle> earlier, Set<Sha256> roots) {
    public static final TrustAnchors NONE = new TrustAnchors(null, List.of(), List.of(), Set.of());

    public TrustAnchors {
        kept = List.copyOf(kept);
        earlier = List.copyOf(earlier);
        roots = Set.copyOf(roots);
    }
}
