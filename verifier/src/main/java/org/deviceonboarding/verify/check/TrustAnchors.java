package org.deviceonboarding.verify.check;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.ledger.VerifierKey;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor believes before the bundle is opened. The less, the less a clean report says.
 *
 * @param key of the log, null if it has to be taken from the bundle
 * @param kept checkpoints from before
 * @param earlier bundles from before
 * @param roots fingerprints of the root CAs that may be; none: any
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
