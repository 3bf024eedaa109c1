package org.deviceonboarding.domain.decision;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.command.DetailsPatch;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.OptionalDetail;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.refusal.Refusal;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A device of which something else is to be said")
class DetailsDecisionTest {
    private static final DeviceId PUMP = new DeviceId("0190d7a2-6d5c-4c7e-a4d5-0f1e2d3c4b5a");
    private static final DeviceDetails DETAILS = new DeviceDetails("pump 1", "pump", "Hall 3", "1.2", Map.of("a", "b"));

    @Test
    void isThatFromThenOn() {
        Map<String, DetailsPatch.Wish> labels =
                Map.of("a", new DetailsPatch.Wish(null), "c", new DetailsPatch.Wish("d"));
        DetailsPatch patch = new DetailsPatch("pump 2", null, new DetailsPatch.Wish(null), false, labels);

        DeviceScenario.given(registered("pump"), issued())
                .when(new DeviceCommand.ChangeDetails(PUMP, patch))
                .thenEvents(new DeviceDetailsChanged(
                        PUMP, "pump 2", null, null, Map.of("c", "d"), List.of(OptionalDetail.FIRMWARE), List.of("a")))
                .thenAnswer(new DeviceDetails("pump 2", "pump", "Hall 3", null, Map.of("c", "d")));
    }

    @Test
    void staysAsItIsIfThatIsSoAlready() {
        DetailsPatch patch = new DetailsPatch(
                "pump 1", new DetailsPatch.Wish("Hall 3"), null, true, Map.of("a", new DetailsPatch.Wish("b")));

        DeviceScenario.given(registered("pump"), issued())
                .when(new DeviceCommand.ChangeDetails(PUMP, patch))
                .thenAnswer(DETAILS)
                .thenNothing();
    }

    @Test
    void remembersWhatWasSaidLast() {
        DeviceScenario.given(
                        registered("pump"),
                        issued(),
                        new DeviceDetailsChanged(PUMP, "pump 2", null, null, Map.of(), List.of(), List.of()))
                .when(named("pump 2"))
                .thenNothing();
    }

    @Test
    void refusesMoreLabelsThanADeviceHas() {
        Map<String, DetailsPatch.Wish> labels = new HashMap<>();
        for (int i = 0; i < DeviceDetails.MAX_LABELS; i++) {
            labels.put("x" + i, new DetailsPatch.Wish("y"));
        }
        DeviceScenario.given(registered("pump"), issued())
                .when(new DeviceCommand.ChangeDetails(
                        PUMP, new DetailsPatch(null, null, null, false, Collections.unmodifiableMap(labels))))
                .thenRefused(new Refusal(RefusalCode.VALIDATION_ERROR, Map.of("labels", "must be at most 32 labels")));
    }

    @Test
    void refusesItOnceItIsDecommissioned() {
        DeviceScenario.given(registered("pump"), issued(), new DeviceDecommissioned(PUMP, null))
                .when(named("pump 2"))
                .thenRefused(new Refusal(RefusalCode.CONFLICT, Map.of()));
    }

    @Test
    void refusesItIfItIsThePortalsOwn() {
        DeviceScenario.given(registered(Canary.TYPE), issued())
                .when(named("pump 2"))
                .thenRefused(new Refusal(RefusalCode.CONFLICT, Map.of()));
    }

    private static DeviceCommand.ChangeDetails named(String name) {
        return new DeviceCommand.ChangeDetails(PUMP, new DetailsPatch(name, null, null, false, Map.of()));
    }

    private static DeviceRegistered registered(String type) {
        return new DeviceRegistered(PUMP, "pump 1", type, "Hall 3", "1.2", Map.of("a", "b"));
    }

    private static CertificateIssued issued() {
        return new CertificateIssued(
                PUMP,
                new SerialNumber("a1"),
                Sha256.of(new byte[0]),
                "CN=" + PUMP,
                "ec-p256",
                Instant.parse("2026-06-01T00:00:00Z"),
                Instant.parse("2027-06-01T00:00:00Z"),
                "pem",
                IssueReason.REGISTRATION,
                null);
    }
}
