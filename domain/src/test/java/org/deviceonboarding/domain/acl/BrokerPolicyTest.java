package org.deviceonboarding.domain.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deviceonboarding.domain.acl.Histories.device;
import static org.deviceonboarding.domain.acl.Histories.issued;
import static org.deviceonboarding.domain.acl.Histories.registered;
import static org.deviceonboarding.domain.acl.Histories.revoked;
import static org.deviceonboarding.domain.acl.Histories.suspended;
import static org.deviceonboarding.domain.acl.Histories.template;
import static org.deviceonboarding.domain.topics.TopicAccess.DENY;
import static org.deviceonboarding.domain.topics.TopicAccess.READ;
import static org.deviceonboarding.domain.topics.TopicAccess.WRITE;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.BundleId;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.event.CredentialsExpired;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A broker's policy")
class BrokerPolicyTest {
    private static final DeviceId PUMP = device(1);
    private static final DeviceId OTHER = device(2);
    private static final TemplateRule STATUS = new TemplateRule(WRITE, "devices/{device_id}/status");
    private static final TemplateRule NEWS = new TemplateRule(READ, "fleet/news");
    private static final TemplateRule NO_CANARY = new TemplateRule(DENY, "devices/+/canary");

    @Nested
    @DisplayName("has a position that")
    class Position {
        @ParameterizedTest
        @EnumSource
        void movesWithWhateverEndsASessionOrChangesTheCrl(AclStrategy strategy) {
            BrokerPolicy granted = Histories.fold(strategy, registered(PUMP, "pump"), issued(PUMP, 1), issued(PUMP, 2));

            for (OnboardingEvent event : List.of(
                    revoked(PUMP, 1),
                    suspended(PUMP),
                    Histories.resumed(PUMP),
                    Histories.decommissioned(PUMP),
                    template("pump", STATUS))) {
                assertThat(after(granted, event).position()).as("%s", event).isEqualTo(99);
                assertThat(after(granted, event).at()).as("%s", event).isEqualTo(Histories.AT.plusSeconds(1));
            }
        }

        @ParameterizedTest
        @EnumSource
        void staysWhenNothingIsToBeDone(AclStrategy strategy) {
            BrokerPolicy granted = Histories.fold(strategy, registered(PUMP, "pump"), issued(PUMP, 1));

            for (OnboardingEvent event : List.of(
                    registered(OTHER, "pump"),
                    issued(PUMP, 2),
                    new CredentialsExpired(PUMP, new BundleId(new UUID(1, 2))),
                    new BrokerKeysPresented(new BrokerId("b1"), List.of(), "pem", "pem"),
                    new AuthorityEstablished(new Sha256("00".repeat(32)), "CN=x", Histories.AT, "pem"),
                    new CommandRefused("revoke", PUMP, "conflict"))) {
                assertThat(after(granted, event).position()).as("%s", event).isEqualTo(granted.position());
            }
        }

        @Test
        void movesWithACertificateThatBringsABlock() {
            assertThat(Histories.fold(AclStrategy.EXPLICIT, registered(PUMP, "pump"))
                            .position())
                    .isZero();
            assertThat(Histories.fold(AclStrategy.EXPLICIT, registered(PUMP, "pump"), issued(PUMP, 1))
                            .position())
                    .isEqualTo(6);
        }

        @Test
        void staysWithACertificateThatPatternsCover() {
            assertThat(Histories.fold(
                                    AclStrategy.PATTERN,
                                    registered(PUMP, "pump"),
                                    issued(PUMP, 1),
                                    registered(OTHER, "pump"),
                                    issued(OTHER, 2))
                            .position())
                    .isEqualTo(3);
        }

        @Test
        void movesWithACertificateThatMakesADenialLastLonger() {
            BrokerPolicy lapsed = Histories.fold(
                    AclStrategy.PATTERN, registered(PUMP, "pump"), issued(PUMP, 1, Histories.AT), suspended(PUMP));
            assertThat(AclFile.of(lapsed).blocks()).isEmpty();

            BrokerPolicy renewed = after(lapsed, issued(PUMP, 2, Histories.AT.plusSeconds(60)));

            assertThat(renewed.position()).isEqualTo(99);
            assertThat(AclFile.of(renewed).blocks()).containsEntry(PUMP, List.of(TopicRule.NOTHING));
        }

        @Test
        void staysWithARegistrationThatComesTwice() {
            BrokerPolicy decommissioned = Histories.fold(
                    AclStrategy.EXPLICIT,
                    registered(PUMP, "pump"),
                    issued(PUMP, 1),
                    Histories.decommissioned(PUMP),
                    registered(PUMP, "pump"),
                    issued(PUMP, 2));

            assertThat(decommissioned.position()).isEqualTo(9);
            assertThat(AclFile.of(decommissioned).blocks()).isEmpty();
        }
    }

    @Nested
    @DisplayName("written with patterns")
    class WithPatterns {
        @Test
        void hasNoneBeforeThereIsADevice() {
            assertThat(patterns(template("pump", STATUS))).isEmpty();
        }

        @Test
        void hasWhatAllTypesShare() {
            assertThat(patterns(
                            registered(PUMP, "pump"),
                            registered(OTHER, "valve"),
                            template("pump", STATUS, NEWS),
                            template("valve", NEWS)))
                    .containsExactly(NEWS);
        }

        @Test
        void givesUpWhatANewTypeDoesNotShare() {
            BrokerPolicy before =
                    Histories.fold(AclStrategy.PATTERN, template("valve", NEWS), registered(PUMP, "pump"));
            assertThat(before.common()).containsExactly(Rules.OWN);

            BrokerPolicy after = after(before, registered(OTHER, "valve"));

            assertThat(after.common()).isEmpty();
            assertThat(after.position()).isEqualTo(99);
        }

        @Test
        void deniesByBlockWhereABlockGrants() {
            BrokerPolicy policy = Histories.fold(
                    AclStrategy.PATTERN,
                    template("pump", NEWS, NO_CANARY, Rules.OWN),
                    template("valve", NEWS, NO_CANARY),
                    registered(PUMP, "pump"),
                    registered(OTHER, "valve"),
                    issued(PUMP, 1),
                    issued(OTHER, 2));

            assertThat(policy.common()).containsExactly(NEWS);
            assertThat(AclFile.of(policy).blocks())
                    .isEqualTo(Map.of(
                            PUMP,
                            List.of(NO_CANARY.forDevice(PUMP), Rules.OWN.forDevice(PUMP)),
                            OTHER,
                            List.of(NO_CANARY.forDevice(OTHER))));
        }

        @Test
        void deniesByPatternWhereOnlyPatternsGrant() {
            BrokerPolicy policy = Histories.fold(
                    AclStrategy.PATTERN,
                    template("pump", NO_CANARY, Rules.OWN),
                    registered(PUMP, "pump"),
                    issued(PUMP, 1));

            assertThat(policy.common()).containsExactly(NO_CANARY, Rules.OWN);
            assertThat(AclFile.of(policy).blocks()).isEmpty();
        }

        @Test
        void letsACanaryKeepWhatAPatternDenies() {
            DeviceId resident = Canary.of(new BrokerId("b1")).resident();
            OnboardingEvent canary = registered(resident, Canary.TYPE);

            assertThat(AclFile.of(Histories.fold(
                                    AclStrategy.PATTERN,
                                    canary,
                                    issued(resident, 1),
                                    registered(PUMP, "pump"),
                                    template("pump", NO_CANARY, Rules.OWN)))
                            .blocks())
                    .containsEntry(resident, List.of(Rules.OWN.forDevice(resident)));
            assertThat(AclFile.of(Histories.fold(
                                    AclStrategy.PATTERN, canary, issued(resident, 1), registered(PUMP, "pump")))
                            .blocks())
                    .isEmpty();
        }

        @Test
        void deniesADeviceEverythingUntilItsLastCertificateExpires() {
            Instant end = Histories.AT.plusSeconds(60);
            BrokerPolicy revoked = Histories.fold(
                    AclStrategy.PATTERN,
                    registered(PUMP, "pump"),
                    issued(PUMP, 1, end),
                    issued(PUMP, 2, Histories.AT.plusSeconds(5)),
                    revoked(PUMP, 1),
                    revoked(PUMP, 2));
            assertThat(AclFile.of(revoked).blocks()).containsEntry(PUMP, List.of(TopicRule.NOTHING));

            BrokerPolicy later = revoked.after(new Recorded<>(99, end, suspended(OTHER)));

            assertThat(AclFile.of(later).blocks()).isEmpty();
        }

        private static List<TemplateRule> patterns(OnboardingEvent... events) {
            return Histories.fold(AclStrategy.PATTERN, events).common();
        }
    }

    private static BrokerPolicy after(BrokerPolicy policy, OnboardingEvent event) {
        return policy.after(new Recorded<>(99, Histories.AT.plusSeconds(1), event));
    }
}
