package org.deviceonboarding.audit.inquiry.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.CanaryReport;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.BrokerPolicyEnforced;
import org.deviceonboarding.domain.event.CommandRefused;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("A blast radius")
class BlastRadiusTest extends SuspectTest {
    @Test
    void ofAKeyIsAllItTouched() {
        Actor mallory = somebody("mallory");
        Actor ada = somebody("ada");
        PastDevice fetched = waiting(given().by(mallory));
        fetched.downloaded(THEN.plusSeconds(5), given().by(Actor.named("anonymous", "credentials_link")));
        PastDevice revoked = waiting(given().by(mallory));
        given().by(ada).happened(THEN, revoked.device().revoked(RevocationReason.UNSPECIFIED));
        PastDevice foreign = waiting(given().by(ada));
        given().by(mallory)
                .happened(
                        THEN,
                        foreign.device().suspended(),
                        new CommandRefused(
                                "resume", new DeviceId(UUID.randomUUID().toString()), "not_found"));
        long before = stored.head();

        JsonNode report = report("actor=" + nameOf(mallory) + WHENEVER);

        assertThat(report.path("suspect").toString())
                .isEqualTo("{\"kind\":\"actor\",\"value\":\"%s\"}".formatted(nameOf(mallory)));
        assertThat(report.path("position").asLong()).isBetween(before, stored.head());
        assertThat(report.path("summary").toString())
                .isEqualTo("{\"keys\":0,\"devices\":3,"
                        + "\"devices_by_reason\":{\"certificate_issued\":2,\"credentials_packaged\":2,"
                        + "\"registered\":2,\"suspended\":1},"
                        + "\"devices_to_revoke\":1,\"certificates\":2,"
                        + "\"certificates_by_state\":{\"expired\":0,\"live\":1,\"on_hold\":0,\"revoked\":1},"
                        + "\"downloads_by_suspect\":0,\"downloads_by_others\":1,\"acl_changes\":0,"
                        + "\"broker_certificates\":0,\"refusals\":1,"
                        + "\"refusals_by_command\":{\"resume\":{\"not_found\":1}}}");
        assertThat(ids(report)).containsExactly(fetched.id(), revoked.id(), foreign.id());
        assertThat(report.path("next_cursor").isNull()).isTrue();
        JsonNode first = report.path("devices").path(0);
        assertThat(first.path("reasons").toString())
                .isEqualTo("[\"registered\",\"certificate_issued\",\"credentials_packaged\"]");
        assertThat(first.path("live_serials").path(0).asString())
                .isEqualTo(fetched.device().serial().shown());
        assertThat(first.path("certificates").path(0).path("fingerprint").asString())
                .isEqualTo(Sha256.of(new byte[] {7}).hex());
        for (JsonNode thing : List.of(
                first,
                first.path("certificates").path(0),
                first.path("downloads").path(0))) {
            assertThat(thing.path("by").toString()).isEqualTo("[\"%s\"]".formatted(nameOf(mallory)));
        }
        assertThat(first.path("already_revoked").asBoolean()).isFalse();
        assertThat(first.path("downloads").size()).isOne();
        assertThat(first.path("downloads").path(0).path("actor").asString()).isEqualTo("anonymous");
        assertThat(first.path("downloads").path(0).path("by_suspect").asBoolean())
                .isFalse();
        assertThat(report.path("devices").path(1).path("already_revoked").asBoolean())
                .isTrue();
        assertThat(report.path("devices").path(2).path("status").asString()).isEqualTo("suspended");
        assertThat(report.path("devices").path(2).path("serials").isEmpty()).isTrue();
    }

    @Test
    void ofAnAddressIsWhatWasFetchedThere() {
        String address = "2001:db8::" + Integer.toHexString(UUID.randomUUID().hashCode() >>> 16);
        Actor there = Actor.named("anonymous", "credentials_link")
                .with(Fact.ADDRESS, InetAddress.ofLiteral(address).getHostAddress());
        PastDevice device = waiting(given()).downloaded(THEN.plusSeconds(60), given().by(there));

        JsonNode report = report("address=" + encoded(address) + WHENEVER);

        assertThat(ids(report)).containsExactly(device.id());
        JsonNode touched = report.path("devices").path(0);
        assertThat(touched.path("reasons").toString()).isEqualTo("[\"credentials_downloaded\"]");
        assertThat(touched.path("live_serials").path(0).asString())
                .isEqualTo(device.device().serial().shown());
        assertThat(touched.path("downloads").path(0).path("by_suspect").asBoolean())
                .isTrue();
        assertThat(report.path("brokers").isEmpty())
                .as("no policy has a download in it")
                .isTrue();
        assertThat(report("address=%s&from=%s&to=%s".formatted(encoded(address), THEN, THEN.plusSeconds(60)))
                        .path("devices")
                        .isEmpty())
                .as("too late")
                .isTrue();
        assertThat(auditor()
                        .get("/audit/events?address=" + encoded(address))
                        .json()
                        .path("items")
                        .size())
                .isOne();
    }

    @Test
    void namesTheTemplatesOfTheSuspect() {
        Actor mallory = somebody("mallory");
        String type = "type-" + UUID.randomUUID();
        String other = "type-" + UUID.randomUUID();
        TemplateRule rule = new TemplateRule(TopicAccess.WRITE, "devices/{device_id}/data");
        TemplateRule secret = new TemplateRule(TopicAccess.READ, "plant/secrets");
        long before = stored.head();
        for (String changed : List.of(type, other)) {
            given().by(mallory).happened(THEN, new AclTemplateDefined(changed, 1, List.of(rule, secret), null));
        }
        given().by(mallory).happened(THEN.plusSeconds(1), new AclTemplateDefined(other, 2, List.of(rule), null));

        JsonNode report = report("actor=%s&from=%s&to=%s".formatted(nameOf(mallory), THEN, THEN.plusSeconds(1)));

        assertThat(report.path("summary").path("acl_changes").asLong()).isEqualTo(2);
        JsonNode change = report.path("acl_changes").path(0);
        assertThat(change.path("type").asString()).isEqualTo(type);
        assertThat(change.path("position").asLong()).isGreaterThan(before);
        assertThat(change.path("in_force").asBoolean()).isTrue();
        String written = "{\"access\":\"read\",\"topic\":\"plant/secrets\"}";
        assertThat(change.path("rules_added").toString())
                .isEqualTo("[{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"},%s]".formatted(written));
        assertThat(change.path("rules_removed").size()).isOne();
        assertThat(change.path("rights").path("gained").toString()).isEqualTo("[%s]".formatted(written));
        assertThat(report.path("acl_changes").path(1).path("in_force").asBoolean())
                .isFalse();
    }

    @Test
    void reachesTheBrokersThatEnforcedAnyOfIt() {
        Actor mallory = somebody("mallory");
        BrokerId late = new BrokerId("late-" + UUID.randomUUID());
        BrokerId never = new BrokerId("never-" + UUID.randomUUID());
        enforced(never);
        waiting(given().by(mallory));
        long first = enforced(late);
        enforced(late);

        JsonNode brokers = report("actor=" + nameOf(mallory) + WHENEVER).path("brokers");

        assertThat(brokers.valueStream()
                        .filter(broker -> broker.path("broker_id").asString().equals(late.value()))
                        .map(broker -> broker.path("receipt_position").asLong()))
                .containsExactly(first);
        assertThat(brokers.toString()).doesNotContain(never.value());
    }

    /** A receipt for all that is in the log. */
    private long enforced(BrokerId broker) {
        Sha256 some = Sha256.of(new byte[] {1});
        return happened(new BrokerPolicyEnforced(
                broker,
                stored.head(),
                AclStrategy.EXPLICIT,
                some,
                some,
                BigInteger.ONE,
                0,
                new CanaryReport(true, true, true, true),
                null,
                null));
    }

    @Test
    void isEmptyForWhoDidNothing() {
        JsonNode report = report("actor=nobody-we-know" + WHENEVER);

        assertThat(report.path("devices").isEmpty()).isTrue();
        assertThat(report.path("brokers").isEmpty()).isTrue();
        assertThat(report.path("summary").path("devices").asLong()).isZero();
    }
}
