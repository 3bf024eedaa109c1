package org.deviceonboarding.portal.ca;

import java.nio.file.Files;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.pki.Pem;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks that the log and the CA belong together. A new CA, made because a folder was lost, would lock out every
 * device.
 */
@Component
@Profile({"command", "crl"})
class CaContinuity {
    private static final String REMEDY =
            "CA_ROOT_PATH must hold the CA this database belongs to: restore it from a backup, or copy it from another process.";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CaContinuity(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** @throws StartRefused if the database knows a CA and the folder holds none */
    void requireNoLostCa(CaProperties properties) {
        boolean known = jdbc.sql("select exists (select from issuing_ca)")
                .query(Boolean.class)
                .single();
        if (known && properties.inMemory() && !Files.exists(properties.dir().resolve("issuing.p12"))) {
            throw new StartRefused("There is no CA in " + properties.dir(), REMEDY);
        }
    }

    /**
     * Records the CA in a new database, or checks that the database belongs to it. If several processes start with a CA
     * each, the first one's counts.
     *
     * @throws StartRefused if the database belongs to another CA
     */
    void requireSameCa(X509Certificate issuer) {
        String fingerprint = fingerprint(issuer);
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('issuing_ca'))").query(_ -> {});
            jdbc.sql("""
                            insert into issuing_ca (fingerprint, pem)
                            select :fingerprint, :pem where not exists (select from issuing_ca)
                            """)
                    .param("fingerprint", fingerprint)
                    .param("pem", Pem.certificate(issuer))
                    .update();
        });
        boolean same = jdbc.sql("select exists (select from issuing_ca where fingerprint = :fingerprint)")
                .param("fingerprint", fingerprint)
                .query(Boolean.class)
                .single();
        if (!same) {
            throw new StartRefused(
                    "The database belongs to another CA than " + issuer.getSubjectX500Principal(), REMEDY);
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return Sha256.of(certificate.getEncoded()).hex();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate just read has no DER form", e);
        }
    }
}
