package org.deviceonboarding.domain.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deviceonboarding.domain.broker.Enforcement;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.KeyHolder;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.device.ValidityState;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;
import org.jspecify.annotations.Nullable;

/**
 * A device as the HTTP contract shows it.
 *
 * @param topics the filters of the rules that grant it anything
 * @param enforcement since when which broker enforces the newest withdrawal of access; empty if there was none, and null
 *     where it is not told
 */
public record DeviceView(
        DeviceId id,
        String name,
        String type,
        @Nullable String location,
        @Nullable String firmware,
        Map<String, String> labels,
        Instant registeredAt,
        DeviceStatus status,
        @Nullable CertificateView certificate,
        List<String> topics,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Enforcement> enforcement,
        long position) {

    /** The device alone, and what the template of its type grants it. */
    public static DeviceView of(DeviceModel model, AclTemplate template) {
        return of(model, topics(model, template), null);
    }

    public static DeviceView of(DeviceModel model, List<String> topics, @Nullable List<Enforcement> enforcement) {
        return new DeviceView(
                model.id(),
                model.details().name(),
                model.details().type(),
                model.details().location(),
                model.details().firmware(),
                model.details().labels(),
                model.registeredAt(),
                model.status(),
                model.certificate() == null ? null : CertificateView.of(model.certificate()),
                topics,
                enforcement,
                model.position());
    }

    public static List<String> topics(DeviceModel model, AclTemplate template) {
        return reachesTopics(model)
                ? template.forDevice(model.id()).stream()
                        .filter(rule -> rule.access() != TopicAccess.DENY)
                        .map(TopicRule::filter)
                        .distinct()
                        .toList()
                : List.of();
    }

    public static boolean reachesTopics(DeviceModel model) {
        return model.status() == DeviceStatus.ACTIVE;
    }

    public static String wireName(ValidityState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public static String wireName(DeviceStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Its newest certificate.
     *
     * @param state what the log last said of its validity
     * @param stateSince when it said so
     * @param keyHeldBy who made its key; null if the log does not tell
     */
    public record CertificateView(
            SerialNumber serial,
            Sha256 fingerprint,
            Instant issuedAt,
            Instant expiresAt,
            ValidityState state,
            Instant stateSince,
            boolean revoked,
            @Nullable Instant revokedAt,
            @Nullable RevocationReason revocationReason,
            String keyAlgorithm,
            @Nullable KeyHolder keyHeldBy) {
        static CertificateView of(CertificateModel model) {
            return new CertificateView(
                    model.serial(),
                    model.fingerprint(),
                    model.issuedAt(),
                    model.expiresAt(),
                    model.state(),
                    model.stateSince(),
                    model.revokedAt() != null,
                    model.revokedAt(),
                    model.revocationReason(),
                    model.keyAlgorithm(),
                    model.keyHeldBy());
        }
    }
}
