package org.deviceonboarding.audit.inquiry.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.audit.inquiry.InquiryTest;
import org.deviceonboarding.testkit.http.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("What if, of the policy for certificates,")
class WhatIfPolicyTest extends InquiryTest {
    @Test
    void certificatesWereValidForNinetyDays() {
        Instant start = Instant.parse("1983-03-01T12:00:00Z");
        PastDevice lockedOut =
                PastDevice.of(start, 36_500).registered("pump", given()).issued(given());
        PastDevice keepsToIt = PastDevice.of(start.plus(Duration.ofDays(1)), 90)
                .registered("pump", given())
                .issued(given());
        registered();
        long before = stored.head();

        JsonNode outcome = policy("?from=1983-01-01T00:00:00Z&to=1983-08-01T00:00:00Z", "{\"validity_days\": 90}")
                .is(200)
                .json();

        assertThat(outcome.path("policy").toString())
                .isEqualTo("{\"validity_days\":90,\"key_algorithms\":[],\"max_suspension_days\":null}");
        assertThat(outcome.path("history").toString())
                .isEqualTo("{\"certificates\":2,\"refused\":1,\"too_long\":1,\"key_algorithm\":0,\"ran_out\":1,"
                        + "\"renewals\":1,"
                        + "\"busiest_day\":{\"day\":\"1983-05-30\",\"issued\":0,\"refused\":0,\"ran_out\":1,"
                        + "\"renewals\":1},"
                        + "\"days\":[{\"day\":\"1983-03-01\",\"issued\":1,\"refused\":1,\"ran_out\":0,\"renewals\":0},"
                        + "{\"day\":\"1983-03-02\",\"issued\":1,\"refused\":0,\"ran_out\":0,\"renewals\":0},"
                        + "{\"day\":\"1983-05-30\",\"issued\":0,\"refused\":0,\"ran_out\":1,\"renewals\":1}]}");
        JsonNode fleet = outcome.path("fleet");
        assertThat(fleet.path("locked_out").asLong())
                .isPositive()
                .isLessThan(fleet.path("active").asLong());
        assertThat(fleet.path("renewals_per_day").asDouble())
                .isBetween(
                        fleet.path("active").asLong() / 90.0 - 0.01,
                        fleet.path("active").asLong() / 90.0 + 0.01);
        List<JsonNode> devices = walk("{\"validity_days\": 90}");
        JsonNode found = devices.stream()
                .filter(device -> device.path("device_id").asString().equals(lockedOut.id()))
                .findFirst()
                .orElseThrow();
        assertThat(found.path("faults").toString()).isEqualTo("[\"too_long\",\"locked_out\"]");
        assertThat(found.path("certificates").path(0).path("serial").asString())
                .isEqualTo(lockedOut.device().serial().shown());
        assertThat(found.path("certificates").path(0).path("would_expire_at").asString())
                .isEqualTo("1983-05-30T11:59:59Z");
        assertThat(devices)
                .extracting(device -> device.path("device_id").asString())
                .doesNotContain(keepsToIt.id())
                .doesNotHaveDuplicates();
        assertThat(stored.head()).isEqualTo(before);
    }

    private List<JsonNode> walk(String body) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = policy("?limit=500", body).is(200).json();
        page.path("devices").forEach(all::add);
        while (!page.path("next_cursor").isNull()) {
            page = policy("?limit=500&cursor=" + page.path("next_cursor").asString(), body)
                    .is(200)
                    .json();
            assertThat(page.path("history").isNull()).isTrue();
            page.path("devices").forEach(all::add);
        }
        return all;
    }

    @Test
    void onlySomeKeysWereAllowed() {
        String id = registered().id().value();

        JsonNode outcome =
                policy("", "{\"key_algorithms\": [\"ed25519\"]}").is(200).json();

        assertThat(outcome.path("fleet").path("renewals_per_day").isNull()).isTrue();
        assertThat(walk("{\"key_algorithms\": [\"ed25519\"]}"))
                .filteredOn(device -> device.path("device_id").asString().equals(id))
                .singleElement()
                .satisfies(
                        device -> assertThat(device.path("faults").toString()).isEqualTo("[\"key_algorithm\"]"));
        assertThat(walk("{\"key_algorithms\": [\"ed25519\", \"ec-p256\", \"rsa-2048\", \"rsa-3072\"]}"))
                .isEmpty();
    }

    static Stream<List<String>> wrongPolicies() {
        return Stream.of(
                List.of("", "{}", "validity_days"),
                List.of("", "{\"validity_days\": 0}", "validity_days"),
                List.of("", "{\"validity_days\": 3651, \"key_algorithms\": []}", "validity_days", "key_algorithms"),
                List.of("", "{\"validity_days\": \"90\"}", "validity_days"),
                List.of("", "{\"key_algorithms\": [\"rsa-1024\"]}", "key_algorithms"),
                List.of("", "{\"key_algorithms\": [null]}", "key_algorithms"),
                List.of("", "{\"max_suspension_days\": -1}", "max_suspension_days"),
                List.of("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "{\"validity_days\": 1}", "from"),
                List.of("?from=1999-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "{\"validity_days\": 1}", "from"),
                List.of("?limit=0&cursor=x&at=1", "{\"validity_days\": 1}", "limit", "cursor", "at"));
    }

    @ParameterizedTest
    @MethodSource("wrongPolicies")
    void aPolicyIsWrong(List<String> queryBodyAndFields) {
        policy(queryBodyAndFields.getFirst(), queryBodyAndFields.get(1))
                .isInvalid(
                        queryBodyAndFields.subList(2, queryBodyAndFields.size()).toArray(String[]::new));
    }

    private Answer policy(String query, String body) {
        return auditor().postJson("/audit/what-if/policy" + query, body);
    }
}
