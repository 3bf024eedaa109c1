package org.deviceonboarding.query.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.BrokerCertificateIssued;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.BrokerPolicyRejected;
import org.deviceonboarding.domain.event.BrokerProofDisabled;
import org.deviceonboarding.domain.event.BrokerRetired;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.query.broker.BrokerView.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The model of a broker")
class BrokerModelTest {
    private static final BrokerId BROKER = new BrokerId("mosquitto");
    /** How many events came before those of the broker. */
    private static final long BEFORE = 100;

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-06-01T00:00:00Z");
    private static final Sha256 ACL = Sha256.of(new byte[] {1});
    private static final Sha256 CRL = Sha256.of(new byte[] {2});
    private static final CanaryReport GOOD = new CanaryReport(true, true, true, true);
    private static final CanaryReport BAD = new CanaryReport(false, true, true, true);

    @Test
    void isUnprovenUntilItsFirstReceipt() {
        BrokerModel model = fold(keys(), certificate());

        assertThat(model)
                .isEqualTo(new BrokerModel(
                        BROKER,
                        null,
                        null,
                        new BrokerModel.ServerCertificate(new SerialNumber("a1"), END),
                        false,
                        null,
                        BEFORE + 2));
        assertThat(status(model)).isEqualTo(Status.UNPROVEN);
    }

    @Test
    void enforcesWhatItsReceiptSays() {
        BrokerModel model = fold(keys(), enforced(17));

        assertThat(model)
                .isEqualTo(new BrokerModel(
                        BROKER,
                        new BrokerModel.Enforced(
                                17, AclStrategy.PATTERN, ACL, CRL, BigInteger.valueOf(5), 3, GOOD, START, at(2), 42L),
                        null,
                        null,
                        false,
                        null,
                        BEFORE + 2));
        assertThat(status(model)).isEqualTo(Status.ENFORCED);
    }

    /** The policy was of an event that a failover took from the log. */
    @Test
    void isNotProvenByAReceiptForAPolicyThatIsNotBeforeIt() {
        BrokerModel model = fold(enforced(17), retired(), enforced(BEFORE + 3));

        assertThat(model.enforced()).isEqualTo(fold(enforced(17)).enforced());
        assertThat(model.retired()).as("it is a sign of life").isFalse();
    }

    @Test
    void keepsTheLastReceiptWhenItRejectsAPolicy() {
        BrokerModel model = fold(enforced(17), rejected(20));

        assertThat(status(model)).isEqualTo(Status.REJECTED);
        assertThat(model.enforced()).isEqualTo(fold(enforced(17)).enforced());
        assertThat(model.rejected()).isEqualTo(new BrokerModel.Rejected(20, "no", at(2), 17L, BAD));
    }

    @Test
    void isNotHealedByTheOldPolicyPutBack() {
        BrokerModel model = fold(enforced(17), rejected(20), enforced(17));

        assertThat(status(model)).isEqualTo(Status.REJECTED);
        assertThat(model.enforced()).extracting(BrokerModel.Enforced::at).isEqualTo(at(3));
    }

    @Test
    void isHealedByThePolicyItRejectedOrANewerOne() {
        assertThat(status(fold(enforced(17), rejected(20), enforced(20)))).isEqualTo(Status.ENFORCED);
        assertThat(status(fold(rejected(20), enforced(21)))).isEqualTo(Status.ENFORCED);
    }

    @Test
    void keepsEverythingWhenItPresentsNewKeys() {
        BrokerModel before = fold(certificate(), enforced(17), rejected(20));

        assertThat(fold(certificate(), enforced(17), rejected(20), keys()))
                .isEqualTo(new BrokerModel(
                        BROKER, before.enforced(), before.rejected(), before.certificate(), false, null, BEFORE + 4));
    }

    @Test
    void isUnprovenOnceItsProcessSaysThatNoReceiptWillCome() {
        assertThat(status(fold(enforced(17), unproven()))).isEqualTo(Status.UNPROVEN);
        assertThat(status(fold(enforced(17), unproven(), enforced(18)))).isEqualTo(Status.ENFORCED);
    }

    @Test
    void isRetiredUntilItGivesASignOfLife() {
        BrokerModel before = fold(certificate(), enforced(17));
        BrokerModel retired = fold(certificate(), enforced(17), retired());

        assertThat(retired)
                .isEqualTo(new BrokerModel(
                        BROKER, before.enforced(), null, before.certificate(), false, at(3), BEFORE + 3));
        assertThat(status(retired)).isEqualTo(Status.RETIRED);
        assertThat(fold(enforced(17), retired(), certificate()).retired())
                .as("the CA's answer says nothing of the broker")
                .isTrue();
        for (BrokerEvent sign : List.of(keys(), enforced(18), rejected(18), unproven())) {
            assertThat(fold(enforced(17), retired(), sign).retired())
                    .as(sign.toString())
                    .isFalse();
        }
    }

    @Test
    void isStalledWhileItHasNotConfirmedForLonger() {
        BrokerModel model = fold(enforced(17));

        assertThat(Status.of(model, new BrokerLag(1, START), START.plusSeconds(15)))
                .isEqualTo(Status.ENFORCED);
        assertThat(Status.of(model, new BrokerLag(1, START), START.plusSeconds(16)))
                .isEqualTo(Status.STALLED);
        assertThat(Status.of(fold(enforced(17), unproven()), new BrokerLag(1, START), START.plusSeconds(16)))
                .isEqualTo(Status.UNPROVEN);
    }

    private static Status status(BrokerModel model) {
        return Status.of(model, new BrokerLag(0, null), START);
    }

    private static BrokerModel fold(BrokerEvent first, BrokerEvent... more) {
        BrokerModel model = BrokerModel.after(null, new Recorded<>(BEFORE + 1, at(1), first));
        for (int i = 0; i < more.length; i++) {
            model = BrokerModel.after(model, new Recorded<>(BEFORE + i + 2, at(i + 2), more[i]));
        }
        return model;
    }

    private static Instant at(int position) {
        return START.plusSeconds(position);
    }

    private static BrokerEvent keys() {
        return new BrokerKeysPresented(BROKER, List.of("broker.example"), "server", "canary");
    }

    private static BrokerEvent certificate() {
        return new BrokerCertificateIssued(BROKER, new SerialNumber("a1"), ACL, "CN=broker", START, END, "pem");
    }

    private static BrokerEvent enforced(long position) {
        return new BrokerPolicyEnforced(
                BROKER, position, AclStrategy.PATTERN, ACL, CRL, BigInteger.valueOf(5), 3, GOOD, START, 42L);
    }

    private static BrokerEvent unproven() {
        return new BrokerProofDisabled(BROKER);
    }

    private static BrokerEvent retired() {
        return new BrokerRetired(BROKER, "scrapped");
    }

    private static BrokerEvent rejected(long position) {
        return new BrokerPolicyRejected(BROKER, position, ACL, BigInteger.TEN, "no", BAD, 17L);
    }
}
