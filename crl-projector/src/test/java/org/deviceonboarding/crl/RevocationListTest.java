package org.deviceonboarding.crl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.fixture.GivenDevice;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.testkit.http.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Given revocations, the CRL")
class RevocationListTest extends CrlProjectorTest {
    @Autowired
    private CertificateAuthority authority;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final GivenDevice device = GivenDevice.until(now.plus(Duration.ofDays(30)));

    @Test
    void isSignedByTheCaAndLivesForAWeek() throws Exception {
        X509CRL crl = crl();

        crl.verify(authority.issuer().getPublicKey());
        assertThat(crl.getIssuerX500Principal()).isEqualTo(authority.issuer().getSubjectX500Principal());
        assertThat(crl.getNextUpdate().toInstant())
                .isBetween(now.plus(Duration.ofDays(6)), now.plus(Duration.ofDays(8)));
        assertThat(crl.hasUnsupportedCriticalExtension()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UNSPECIFIED, UNSPECIFIED",
        "KEY_COMPROMISE, KEY_COMPROMISE",
        "AFFILIATION_CHANGED, AFFILIATION_CHANGED",
        "SUPERSEDED, SUPERSEDED",
        "CESSATION_OF_OPERATION, CESSATION_OF_OPERATION",
        "PRIVILEGE_WITHDRAWN, PRIVILEGE_WITHDRAWN"
    })
    void namesTheReason(RevocationReason reason, CRLReason shown) throws Exception {
        given().happened(now, device.registered("pump", "pump"), device.issued(), device.revoked(reason));

        X509CRLEntry entry = java.util.Objects.requireNonNull(entry());

        // RFC 5280 section 5.3.1: no entry says "unspecified"
        assertThat(entry.getRevocationReason()).isEqualTo(shown == CRLReason.UNSPECIFIED ? null : shown);
        assertThat(entry.getRevocationDate().toInstant()).isEqualTo(now);
    }

    @Test
    void holdsACertificateForAsLongAsItsDeviceIsSuspended() throws Exception {
        given().happened(now, device.registered("pump", "pump"), device.issued());
        assertThat(entry()).isNull();

        given().happened(now, device.suspended());
        assertThat(java.util.Objects.requireNonNull(entry()).getRevocationReason())
                .isEqualTo(CRLReason.CERTIFICATE_HOLD);

        given().happened(now, device.resumed());
        assertThat(entry()).isNull();

        given().happened(now, device.suspended(), device.revoked(RevocationReason.KEY_COMPROMISE));
        assertThat(java.util.Objects.requireNonNull(entry()).getRevocationReason())
                .isEqualTo(CRLReason.KEY_COMPROMISE);
    }

    @Test
    void growsInNumberWithEachChange() throws Exception {
        BigInteger before = number(crl());

        given().happened(now, device.registered("pump", "pump"), device.issued());
        given().happened(now, device.revoked(RevocationReason.SUPERSEDED));

        assertThat(number(crl())).isGreaterThan(before);
    }

    @Test
    void saysHowFarInTheLogItIsComplete() throws Exception {
        given().happened(
                        now,
                        device.registered("pump", "pump"),
                        device.issued(),
                        device.revoked(RevocationReason.SUPERSEDED));
        long head = given().head();

        Answer der = nobody().get("/crl?min_position=" + head).is(200);
        Answer pem = nobody().get("/crl.pem?min_position=" + head).is(200);

        assertThat(Long.parseLong(der.header("X-Log-Position"))).isGreaterThanOrEqualTo(head);
        assertThat(der.header("Content-Type")).isEqualTo("application/pkix-crl");
        assertThat(pem.text()).startsWith("-----BEGIN X509 CRL-----");
        assertThat(read(pem).getEncoded()).isEqualTo(read(der).getEncoded());
        nobody().get("/crl?min_position=" + (head + 1)).isProblem(503, "not_caught_up");
    }

    private @Nullable X509CRLEntry entry() throws Exception {
        return crl().getRevokedCertificate(new BigInteger(device.serial().hex(), 16));
    }

    private X509CRL crl() throws Exception {
        return read(org.awaitility.Awaitility.await()
                .until(() -> nobody().get("/crl?min_position=" + given().head()), answer -> answer.status() == 200));
    }

    private static X509CRL read(Answer answer) throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(answer.body()));
    }

    private static BigInteger number(X509CRL crl) {
        byte[] extension = crl.getExtensionValue("2.5.29.20"); // an OCTET STRING around an INTEGER, both short
        return new BigInteger(java.util.Arrays.copyOfRange(extension, 4, extension.length));
    }
}
