package org.deviceonboarding.crl;

import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.revocation.RevocationChange;
import org.deviceonboarding.log.state.Rebuildable;
import org.deviceonboarding.pki.CertificateAuthority;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How the revocations are made anew. Those in use go on being collected, signed and served meanwhile, so nobody gets access
 * back, and published CRLs stay, so that their number never falls. What was made anew is on a CRL as soon as it is in use.
 */
@Component
class CrlRebuild implements Rebuildable {
    static final String PROJECTION = "crl";

    /** Whoever changes them locks the state first. */
    static final List<String> TABLES = List.of("crl_state", "revocation");

    private final CertificateAuthority authority;
    private final CrlProperties properties;
    private final InstantSource clock;
    private final DatabaseClock reference;

    CrlRebuild(CertificateAuthority authority, CrlProperties properties, InstantSource clock, DatabaseClock reference) {
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
        this.reference = reference;
    }

    @Override
    public String projection() {
        return PROJECTION;
    }

    @Override
    public String group() {
        return CrlProjection.GROUP;
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public String state() {
        return TABLES.getFirst();
    }

    @Override
    public Set<Class<? extends OnboardingEvent>> kinds() {
        return CrlCheck.KINDS;
    }

    @Override
    public void create(Connection connection) {
        JdbcClient jdbc = TaskDatabase.on(connection).jdbc();
        CrlTables.make(jdbc);
        jdbc.sql("insert into crl_state (position, complete_from, held) values (0, 0, 0)")
                .update();
    }

    @Override
    public void apply(Connection connection, List<Recorded<OnboardingEvent>> events) {
        TaskDatabase.on(connection)
                .crls()
                .apply(events.stream()
                        .<RevocationChange>flatMap(event -> RevocationChange.of(event).stream())
                        .toList());
    }

    /** As far as those in use are incomplete, so are these. */
    @Override
    public void settle(Connection connection, String inUse) {
        TaskDatabase.on(connection)
                .jdbc()
                .sql("update crl_state set complete_from = (select complete_from from " + inUse + ".crl_state)")
                .update();
    }

    @Override
    public void inForce(Connection connection) {
        Crls crls = TaskDatabase.on(connection).crls();
        CrlProgress progress = crls.lock();
        if (progress.complete()) {
            new CrlSigning(crls, authority, properties, clock, reference).sign(progress.position());
        }
    }
}
