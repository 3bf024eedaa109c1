package org.deviceonboarding.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.HeldCertificate;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The access policy")
class AccessPolicyTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");
    private static final SerialNumber FIRST = new SerialNumber("a1");
    private static final SerialNumber SECOND = new SerialNumber("b2");

    private static final DeviceEvent SUSPENDED =
            new DeviceSuspended(PUMP, List.of(new HeldCertificate(FIRST, AT)), null);
    private static final DeviceEvent RESUMED = new DeviceResumed(PUMP, List.of(FIRST), null);
    private static final DeviceEvent DECOMMISSIONED = new DeviceDecommissioned(PUMP, null);

    @Test
    void grantsASuspendedDeviceNothing() {
        AccessPolicy policy = fold(issued(FIRST), SUSPENDED);

        assertThat(policy.granted()).isEmpty();
    }

    @Test
    void grantsAResumedDeviceWhatItHad() {
        AccessPolicy policy = fold(issued(FIRST), SUSPENDED, RESUMED);

        assertThat(policy.granted())
                .flatExtracting(policy::rules)
                .containsExactly(new TopicRule(TopicAccess.READWRITE, "devices/" + PUMP + "/#"));
    }

    @Test
    void grantsASuspendedDeviceThatIsRevokedNothing() {
        AccessPolicy policy = fold(issued(FIRST), SUSPENDED, revoked(FIRST));

        assertThat(policy.granted()).isEmpty();
    }

    @Test
    void grantsADeviceThatWasSuspendedAndRevokedTheTopicsOfItsNewCertificate() {
        AccessPolicy policy = fold(issued(FIRST), SUSPENDED, revoked(FIRST), issued(SECOND));

        assertThat(policy.granted()).extracting(DeviceAccess::id).containsExactly(PUMP);
    }

    @Test
    void grantsARevokedDeviceThatIsDecommissionedNothing() {
        AccessPolicy policy = fold(issued(FIRST), revoked(FIRST), DECOMMISSIONED);

        assertThat(policy.granted()).isEmpty();
    }

    @Test
    void takesNothingForACommandThatWasRefused() {
        AccessPolicy granted = fold(issued(FIRST));

        assertThat(granted.after(new CommandRefused("revoke", PUMP, "forbidden")))
                .isEqualTo(granted);
    }

    @Test
    void grantsADecommissionedDeviceNothingWhateverComesAfter() {
        AccessPolicy policy = fold(issued(FIRST), DECOMMISSIONED, issued(SECOND), RESUMED);

        assertThat(policy.granted()).isEmpty();
    }

    @Test
    void grantsADeviceWhatTheNewestTemplateOfItsTypeSays() {
        TemplateRule read = new TemplateRule(TopicAccess.READ, "fleet/{device_id}");
        TemplateRule write = new TemplateRule(TopicAccess.WRITE, "fleet/{device_id}");
        AccessPolicy policy = fold(
                template("pump", read),
                template("valve", read),
                new DeviceRegistered(PUMP, "a pump", "pump", null, null, Map.of()),
                issued(FIRST),
                template("pump", write));

        assertThat(policy.granted())
                .flatExtracting(policy::rules)
                .containsExactly(new TopicRule(TopicAccess.WRITE, "fleet/" + PUMP));
        assertThat(policy.template("valve").rules()).containsExactly(read);
        assertThat(policy.template("gauge")).isEqualTo(AclTemplate.DEFAULT);
    }

    @Test
    void grantsNothingBackToADeviceThatIsRegisteredAgain() {
        DeviceEvent registered = new DeviceRegistered(PUMP, "a pump", "pump", null, null, Map.of());

        AccessPolicy policy = fold(registered, issued(FIRST), DECOMMISSIONED, registered, issued(SECOND));

        assertThat(policy.granted()).isEmpty();
    }

    private static AclTemplateDefined template(String type, TemplateRule... rules) {
        return new AclTemplateDefined(type, 1, List.of(rules), null);
    }

    private static AccessPolicy fold(OnboardingEvent... events) {
        AccessPolicy policy = AccessPolicy.EMPTY;
        for (OnboardingEvent event : events) {
            policy = policy.after(event);
        }
        return policy;
    }

    private static DeviceEvent issued(SerialNumber serial) {
        return new CertificateIssued(
                PUMP,
                serial,
                new Sha256("00".repeat(32)),
                "CN=" + PUMP,
                "ec-p256",
                AT,
                AT,
                "pem",
                IssueReason.RENEWAL,
                null);
    }

    private static DeviceEvent revoked(SerialNumber serial) {
        return new CertificateRevoked(PUMP, serial, RevocationReason.UNSPECIFIED, null, AT);
    }
}
