package org.deviceonboarding.audit.ledger;

import java.util.Optional;
import org.deviceonboarding.log.projection.Projection;
import org.deviceonboarding.log.projection.Trouble;
import org.springframework.stereotype.Component;

/** Reports the position of the ledger. The ledger cannot be rebuilt: what is signed has to stay. */
@Component
class LedgerProgress implements Projection {
    private final Leaves leaves;
    private final LedgerLoop loop;

    LedgerProgress(Leaves leaves, LedgerLoop loop) {
        this.leaves = leaves;
        this.loop = loop;
    }

    @Override
    public String group() {
        return "ledger";
    }

    @Override
    public long position() {
        return leaves.newest().map(Leaf::position).orElse(0L);
    }

    @Override
    public Optional<Trouble> trouble() {
        LedgerStatus status = loop.condition();
        return Optional.ofNullable(status.tampering())
                .map(found -> new Trouble(found, true))
                .or(() -> Optional.ofNullable(status.trouble()).map(why -> new Trouble(why, false)));
    }
}
