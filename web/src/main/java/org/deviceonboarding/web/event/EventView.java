package org.deviceonboarding.web.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deviceonboarding.audit.history.AuditEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as pages show it.
 *
 * @param tone for the style sheet: {@code good}, {@code bad}, {@code warn} or {@code plain}
 * @param summary the most important members
 * @param members all members, with long texts cut
 */
public record EventView(AuditEvent event, String tone, List<String> summary, Map<String, String> members) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST = 200;
    private static final Set<String> TOLD = Set.of("reason", "comment", "error", "name", "device_type");
    private static final Set<String> GOOD =
            Set.of("DeviceRegistered", "CertificateIssued", "DeviceResumed", "BrokerPolicyEnforced", "ApprovalGranted");
    private static final Set<String> BAD = Set.of(
            "CertificateRevoked",
            "DeviceDecommissioned",
            "BrokerPolicyRejected",
            "CertificateExpired",
            "ApiKeyRevoked");
    private static final Set<String> WARN = Set.of(
            "DeviceSuspended",
            "CommandRefused",
            "CertificateExpiring",
            "ApprovalRejected",
            "CredentialsExpired",
            "BrokerProofDisabled",
            "BrokerRetired");

    public static EventView of(AuditEvent event) {
        Map<String, String> members = new LinkedHashMap<>();
        JSON.readTree(event.payload()).forEachEntry((name, value) -> members.put(name, text(value)));
        List<String> summary = members.entrySet().stream()
                .filter(member ->
                        TOLD.contains(member.getKey()) && !member.getValue().isEmpty())
                .map(member ->
                        member.getKey().equals("reason") ? member.getValue().replace('_', ' ') : member.getValue())
                .toList();
        return new EventView(event, tone(event.type()), summary, members);
    }

    private static String tone(String type) {
        return GOOD.contains(type) ? "good" : BAD.contains(type) ? "bad" : WARN.contains(type) ? "warn" : "plain";
    }

    private static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.isValueNode() ? value.asString() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
