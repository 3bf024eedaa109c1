package org.deviceonboarding.crl;

import java.security.cert.CertificateEncodingException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.RootCrl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code root_crl} with the root's CRLs, so that processes without the root's key can serve them. */
@Component
class RootCrls {
    private final JdbcClient jdbc;
    private final CertificateAuthority authority;

    RootCrls(JdbcClient jdbc, CertificateAuthority authority) {
        this.jdbc = jdbc;
        this.authority = authority;
    }

    /** Locks the publication of the root's CRL until the transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('root_crl'))").query(_ -> {});
    }

    /** Returns the newest CRL of this CA's root. */
    Optional<RootCrl> newest() {
        return jdbc.sql("select der from root_crl where root = :root order by this_update desc limit 1")
                .param("root", root())
                .query(byte[].class)
                .optional()
                .map(der -> RootCrl.read(der, authority));
    }

    void publish(RootCrl crl) {
        jdbc.sql("""
                        insert into root_crl (digest, root, this_update, der) values (:digest, :root, :this_update, :der)
                        on conflict do nothing
                        """)
                .param("digest", Sha256.of(crl.der()).hex())
                .param("root", root())
                .param("this_update", Timestamp.from(crl.thisUpdate()))
                .param("der", crl.der())
                .update();
    }

    private String root() {
        try {
            return Sha256.of(authority.root().getEncoded()).hex();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate just read has no DER form", e);
        }
    }

    /** Whether this percentage of the CRL's life is over. */
    static boolean over(RootCrl crl, int percent, Instant now) {
        Duration life = Duration.between(crl.thisUpdate(), crl.nextUpdate());
        return !now.isBefore(crl.thisUpdate().plus(life.multipliedBy(percent).dividedBy(100)));
    }
}
