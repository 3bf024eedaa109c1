package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.domain.revocation.Revocation;
import org.deviceonboarding.verify.bundle.ExportedCrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification of CRLs")
class CrlsVerificationTest extends VerifiedLog {
    @Test
    void namesOneThatLeavesARevocationOut() throws Exception {
        SampleBundle bundle = bundle();
        bundle.crl(10, log.head(), log.now(), List.of());

        assertThat(verify(bundle, key()).findings())
                .extracting(Finding::what)
                .contains("CRL 10 does not list " + pump.serial());
    }

    @Test
    void saysIfThereAreNone() throws Exception {
        assertThat(verify(bundle(), key()).unchecked()).contains("CRLs: there is none");
    }

    @Test
    void namesOneThatListsWhatNobodyRevoked() throws Exception {
        SampleBundle bundle = bundle();
        List<Revocation> more = new ArrayList<>(bundle.revocations(log.head()));
        bundle.crl(10, position(6), log.now(), more);

        assertThat(verify(bundle, key()).findings())
                .extracting(Finding::what)
                .contains("CRL 10 lists " + pump.serial() + ", which nobody revoked");
    }

    @Test
    void letsExpiredOnesGoOnlyAfterTheirLastAppearance() throws Exception {
        SampleBundle dropped = bundle();
        List<Revocation> all = dropped.revocations(log.head());
        Instant end = pump.notAfter();
        dropped.crl(10, log.head(), end.minusSeconds(1), all);
        dropped.crl(11, log.head(), end.plusSeconds(1), all);
        dropped.crl(12, log.head(), end.plusSeconds(2), List.of());
        SampleBundle early = bundle();
        early.crl(10, log.head(), end.minusSeconds(1), all);
        early.crl(11, log.head(), end.plusSeconds(2), List.of());
        SampleBundle unknown = bundle();
        unknown.crl(11, log.head(), end.plusSeconds(2), List.of());

        assertThat(verify(dropped, key()).findings()).isEmpty();
        assertThat(verify(early, key()).findings())
                .extracting(Finding::what)
                .contains("CRL 11 does not list " + pump.serial() + ", which no CRL listed after its end");
        VerificationReport untold = verify(unknown, key());
        assertThat(untold.findings()).isEmpty();
        assertThat(untold.unchecked()).anyMatch(what -> what.contains("whether an expired certificate"));
    }

    @Test
    void namesOneThatTheCaDidNotSign() throws Exception {
        SampleLog other = new SampleLog(folder.resolve("other"));
        SampleBundle bundle = bundle();
        SampleBundle foreign = new SampleBundle(other, signer);
        foreign.crl(10, log.head(), log.now(), bundle.revocations(log.head()));
        bundle.crls.addAll(foreign.crls);
        bundle.ders.putAll(foreign.ders);

        assertThat(only(verify(bundle, key())).what()).isEqualTo("CRL 10 was signed by no CA on record");
    }

    @Test
    void saysHowManyAreNotAtHand() throws Exception {
        SampleBundle bundle = bundle();
        bundle.crl(10, log.head(), log.now(), bundle.revocations(log.head()));
        bundle.crls.replaceAll(crl ->
                new ExportedCrl(crl.number(), crl.position(), crl.signedAt(), crl.nextUpdate(), crl.sha256(), false));
        bundle.ders.clear();

        VerificationReport report = verify(bundle, key());

        assertThat(report.findings()).isEmpty();
        assertThat(report.unchecked()).contains("1 CRLs, which the server has no longer");
    }
}
