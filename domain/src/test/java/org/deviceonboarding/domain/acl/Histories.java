package org.deviceonboarding.domain.acl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.IssueReason;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.CertificateRevoked;
import org.deviceonboarding.domain.event.DeviceDecommissioned;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.domain.event.DeviceResumed;
import org.deviceonboarding.domain.event.DeviceSuspended;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.topics.TemplateRule;

/** Logs of devices, certificates and templates coming and going, and what they fold to. */
public final class Histories {
    static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    static final Canary CANARY = Canary.of(new BrokerId("b1"));
    private static final Sha256 DIGEST = new Sha256("00".repeat(32));

    /** All that ever occur in a log; the last two are canaries. */
    public static final List<DeviceId> FLEET =
            List.of(device(1), device(2), device(3), device(4), CANARY.resident(), CANARY.outcast());

    private Histories() {}

    static DeviceId device(int n) {
        return new DeviceId("00000000-0000-4000-8000-%012x".formatted(n));
    }

    static DeviceRegistered registered(DeviceId id, String type) {
        return new DeviceRegistered(id, "name of " + id, type, null, null, Map.of());
    }

    static CertificateIssued issued(DeviceId id, int serial) {
        return issued(id, serial, AT.plusSeconds(60));
    }

    static CertificateIssued issued(DeviceId id, int serial, Instant notAfter) {
        return new CertificateIssued(
                id,
                new SerialNumber(Integer.toHexString(serial)),
                DIGEST,
                "CN=" + id,
                "ec-p256",
                AT,
                notAfter,
                "pem",
                IssueReason.REGISTRATION,
                null);
    }

    static CertificateRevoked revoked(DeviceId id, int serial) {
        return new CertificateRevoked(
                id,
                new SerialNumber(Integer.toHexString(serial)),
                RevocationReason.UNSPECIFIED,
                null,
                AT.plusSeconds(60));
    }

    static DeviceSuspended suspended(DeviceId id) {
        return new DeviceSuspended(id, List.of(), null);
    }

    static DeviceResumed resumed(DeviceId id) {
        return new DeviceResumed(id, List.of(), null);
    }

    static DeviceDecommissioned decommissioned(DeviceId id) {
        return new DeviceDecommissioned(id, null);
    }

    static AclTemplateDefined template(String type, TemplateRule... rules) {
        return new AclTemplateDefined(type, 1, List.of(rules), null);
    }

    /** At positions 3, 6, 9 ... */
    static List<Recorded<OnboardingEvent>> recorded(OnboardingEvent... events) {
        List<Recorded<OnboardingEvent>> log = new ArrayList<>();
        for (OnboardingEvent event : events) {
            log.add(new Recorded<>(3L * (log.size() + 1), AT, event));
        }
        return log;
    }

    static BrokerPolicy fold(AclStrategy strategy, OnboardingEvent... events) {
        return fold(strategy, recorded(events));
    }

    public static BrokerPolicy fold(AclStrategy strategy, List<Recorded<OnboardingEvent>> log) {
        BrokerPolicy policy = BrokerPolicy.empty(strategy);
        for (Recorded<OnboardingEvent> recorded : log) {
            policy = policy.after(recorded);
        }
        return policy;
    }

    private record Step(
            int device,
            int kind,
            int serial,
            String type,
            Duration lifetime,
            Duration drift,
            List<TemplateRule> rules) {
        OnboardingEvent event(Instant at) {
            DeviceId id = FLEET.get(device);
            return switch (kind) {
                case 0, 1 -> revoked(id, serial);
                case 2 -> suspended(id);
                case 3 -> resumed(id);
                case 4 -> decommissioned(id);
                case 5, 6, 7 -> new AclTemplateDefined(type, 1, rules, null);
                default -> issued(id, serial, at.plus(lifetime));
            };
        }

        DeviceRegistered registration() {
            DeviceId id = FLEET.get(device);
            return registered(id, device < 4 ? type : Canary.TYPE);
        }
    }

    /** Each device is registered first; otherwise anything may follow anything. Clocks go about an hour a step, roughly. */
    public static Arbitrary<List<Recorded<OnboardingEvent>>> logs() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.integers().between(0, FLEET.size() - 1),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of("gauge", "pump", "valve"),
                        Arbitraries.of(-1, 2, 12, 1000).map(Duration::ofHours),
                        Arbitraries.of(0, 0, 0, -90, 90).map(Duration::ofMinutes),
                        Rules.templates())
                .as(Step::new);
        return step.list().ofMaxSize(25).map(Histories::play).withoutEdgeCases();
    }

    private static List<Recorded<OnboardingEvent>> play(List<Step> steps) {
        List<Recorded<OnboardingEvent>> log = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        for (Step step : steps) {
            Instant at = AT.plus(Duration.ofHours(log.size())).plus(step.drift);
            OnboardingEvent event = step.event(at);
            if (event instanceof DeviceEvent && known.add(step.device)) {
                log.add(new Recorded<>(3L * log.size() + 1, at, step.registration()));
            }
            log.add(new Recorded<>(3L * log.size() + 1, at, event));
        }
        return log;
    }

    /** The same log at one moment, with what happened to each device and each type's template together, in its order. */
    static List<Recorded<OnboardingEvent>> regrouped(List<Recorded<OnboardingEvent>> log) {
        Map<Object, List<OnboardingEvent>> groups = new LinkedHashMap<>();
        for (Recorded<OnboardingEvent> recorded : log.reversed()) {
            Object subject = recorded.event() instanceof AclTemplateDefined e
                    ? e.deviceType()
                    : ((DeviceEvent) recorded.event()).deviceId();
            groups.computeIfAbsent(subject, _ -> new ArrayList<>()).addFirst(recorded.event());
        }
        return recorded(groups.values().stream().flatMap(List::stream).toArray(OnboardingEvent[]::new));
    }
}
