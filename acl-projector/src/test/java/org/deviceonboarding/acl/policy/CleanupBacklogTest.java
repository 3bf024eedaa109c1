package org.deviceonboarding.acl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.CertificateExpired;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The clean-up")
class CleanupBacklogTest {
    private static final String OWN = "devices/" + TestLog.device(1) + "/#";

    @Test
    void knowsWhoseCertificateIsOverThoughNoFileChanges() {
        DesiredState before = TestLog.desired(TestLog.registered(1), TestLog.issued(1, 1));
        DesiredState after = TestLog.desired(TestLog.registered(1), TestLog.issued(1, 1), expired(1, 1));

        assertThat(after.cleanup().expired()).containsExactly(Map.entry(3L, TestLog.device(1)));
        assertThat(after.policy()).isEqualTo(before.policy());
        assertThat(after.pending()).isEqualTo(before.pending());
        assertThat(after.asksMoreThan(before)).isFalse();
    }

    @Test
    void purgesByDefaultAfterACompromiseAndADecommissioning() {
        assertThat(purges(revoked(1, RevocationReason.KEY_COMPROMISE))).containsExactly(purge(OWN));
        assertThat(purges(
                        revoked(1, RevocationReason.CESSATION_OF_OPERATION),
                        new DeviceDecommissioned(TestLog.device(1), null)))
                .containsExactly(purge(OWN));
        for (RevocationReason reason : RevocationReason.values()) {
            if (reason != RevocationReason.KEY_COMPROMISE) {
                assertThat(purges(revoked(1, reason))).as(reason.name()).isEmpty();
            }
        }
    }

    @Test
    void leavesADeviceAloneThatHasAccessOrMayGetItBack() {
        assertThat(purges(TestLog.issued(1, 2), revoked(1, RevocationReason.KEY_COMPROMISE)))
                .isEmpty();
        assertThat(purges(template(MessagesAfterLoss.PURGE), TestLog.suspended(1, 1)))
                .isEmpty();
        assertThat(purges(TestLog.suspended(1, 1), revoked(1, RevocationReason.KEY_COMPROMISE)))
                .containsExactly(purge(OWN));
        assertThat(purges(template(MessagesAfterLoss.PURGE), expired(1, 1))).isEmpty();
    }

    @Test
    void doesWhatTheTemplateOfTheTypeSaidAtTheTimeOfTheLoss() {
        assertThat(purges(template(MessagesAfterLoss.KEEP), revoked(1, RevocationReason.KEY_COMPROMISE)))
                .isEmpty();
        assertThat(purges(
                        template(MessagesAfterLoss.KEEP),
                        template(null),
                        revoked(1, RevocationReason.KEY_COMPROMISE),
                        template(MessagesAfterLoss.KEEP)))
                .hasSize(1);
        assertThat(purges(template(MessagesAfterLoss.PURGE), revoked(1, RevocationReason.SUPERSEDED)))
                .hasSize(1);
    }

    @Test
    void takesForTheDevicesOwnWhatBearsItsId() {
        assertThat(purges(
                        template(
                                null,
                                new TemplateRule(TopicAccess.WRITE, "sites/+/{device_id}/alarm"),
                                new TemplateRule(TopicAccess.READ, "{device_id}/#"),
                                new TemplateRule(TopicAccess.DENY, "secret/{device_id}"),
                                new TemplateRule(TopicAccess.READWRITE, "plant/status")),
                        revoked(1, RevocationReason.KEY_COMPROMISE)))
                .containsExactly(purge(OWN, "sites/+/" + TestLog.device(1) + "/alarm", TestLog.device(1) + "/#"));
    }

    private static List<CleanupBacklog.Purge> purges(OnboardingEvent... events) {
        OnboardingEvent[] log = new OnboardingEvent[events.length + 2];
        log[0] = TestLog.registered(1);
        log[1] = TestLog.issued(1, 1);
        System.arraycopy(events, 0, log, 2, events.length);
        return List.copyOf(TestLog.desired(log).cleanup().purges().values());
    }

    private static CleanupBacklog.Purge purge(String... filters) {
        return new CleanupBacklog.Purge(TestLog.device(1), List.of(filters));
    }

    private static CertificateExpired expired(int device, int serial) {
        return new CertificateExpired(TestLog.device(device), TestLog.serial(serial), 0);
    }

    private static CertificateRevoked revoked(int serial, RevocationReason reason) {
        return new CertificateRevoked(
                TestLog.device(1), TestLog.serial(serial), reason, null, TestLog.AT.plusSeconds(60));
    }

    private static AclTemplateDefined template(@Nullable MessagesAfterLoss wish, TemplateRule... rules) {
        return new AclTemplateDefined("pump", 1, List.of(rules), null, wish);
    }
}
