package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification of certificates")
class CertificatesVerificationTest extends VerifiedLog {
    @Test
    void namesOneThatAnotherCaSigned() throws Exception {
        CertificateAuthority other = CaStore.pkcs12(folder.resolve("other"), "correct horse".toCharArray())
                .open(() -> SampleLog.BEGIN, SampleLog.RANDOM);
        DeviceId id = new DeviceId("0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a");
        log.append(id, new DeviceRegistered(id, "rogue", "pump", null, null, Map.of()));
        log.append(id, log.certificate(other, id));

        Finding finding = only(verify(bundle(), key()));

        assertThat(finding.place()).isEqualTo(new FindingLocation.At(log.head()));
        assertThat(finding.what()).endsWith("was signed by no CA on record");
    }

    @Test
    void namesOneThatIsForAnotherDevice() throws Exception {
        DeviceId id = new DeviceId("0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a");
        log.append(id, new DeviceRegistered(id, "rogue", "pump", null, null, Map.of()));
        CertificateIssued another = log.certificate(log.authority, pump.deviceId());
        log.append(
                id,
                new CertificateIssued(
                        id,
                        another.serial(),
                        another.fingerprint(),
                        another.subject(),
                        another.keyAlgorithm(),
                        another.notBefore(),
                        another.notAfter(),
                        another.certificatePem(),
                        another.reason(),
                        null));

        assertThat(only(verify(bundle(), key())).what())
                .endsWith("is for CN=" + pump.deviceId() + ", not for CN=" + id);
    }

    @Test
    void namesASerialNumberThatIsThereTwice() throws Exception {
        log.append(pump.deviceId(), pump);

        assertThat(only(verify(bundle(), key())).what())
                .isEqualTo("serial number " + pump.serial() + " was given out before");
    }

    @Test
    void namesARevocationOfOneThatWasNeverIssued() throws Exception {
        CertificateIssued phantom = log.certificate(log.authority, pump.deviceId());
        log.revoke(phantom);

        assertThat(only(verify(bundle(), key())).what())
                .isEqualTo("no certificate " + phantom.serial() + " was issued before");
    }

    @Test
    void namesACaThatLeadsToAnotherRootThanTheAuditors() throws Exception {
        TrustAnchors other =
                new TrustAnchors(signer.verifier(), List.of(), List.of(), Set.of(Sha256.of(new byte[] {1})));

        assertThat(verify(bundle(), other).findings())
                .extracting(Finding::fault)
                .containsOnly(FindingKind.AUTHORITY);
    }
}
