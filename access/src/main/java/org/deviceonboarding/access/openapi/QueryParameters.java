package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query parameters that our own parsers read, by operation. */
final class QueryParameters {
    private static final String MOMENT = "at position";
    private static final String PAGE = "limit cursor";

    private static final Map<String, String> OF = Map.ofEntries(
            Map.entry("listDevices", "status type location label q expires_before certificate_state sort " + PAGE),
            Map.entry("listRenewals", PAGE),
            Map.entry("listSharedKeys", PAGE),
            Map.entry("importDevices", "key_algorithm validity_days"),
            Map.entry("listJobs", PAGE),
            Map.entry("listApprovals", "status " + PAGE),
            Map.entry("listApiKeys", PAGE),
            Map.entry("countFleetAsOf", MOMENT),
            Map.entry("compareFleetAsOf", MOMENT + " " + PAGE),
            Map.entry("getDeviceHistory", "after limit"),
            Map.entry("listEvents", "device_id type actor address from to after limit"),
            Map.entry("readLog", "after until limit"),
            Map.entry("listAclTemplates", PAGE),
            Map.entry("previewAclTemplate", PAGE),
            Map.entry("getFleetAsOf", MOMENT + " device_id " + PAGE),
            Map.entry("getAclAsOf", MOMENT + " strategy broker"),
            Map.entry("getCrlAsOf", MOMENT),
            Map.entry("listPublishedCrls", "after limit"),
            Map.entry("getBlastRadius", "actor address authority from to " + PAGE),
            Map.entry("tryAclTemplate", MOMENT + " " + PAGE),
            Map.entry("tryCertificatePolicy", "from to " + PAGE),
            Map.entry("listCheckpoints", "after limit"),
            Map.entry("proveInclusion", "position size"),
            Map.entry("proveConsistency", "from to"));

    private QueryParameters() {}

    static List<Parameter> of(String operationId) {
        String names = OF.getOrDefault(operationId, "");
        return names.isEmpty()
                ? List.of()
                : List.of(names.split(" ", -1)).stream()
                        .map(name -> parameter(name, operationId))
                        .toList();
    }

    private static Parameter parameter(String name, String operationId) {
        boolean tree = operationId.equals("proveConsistency");
        Parameter parameter = new Parameter().name(name).in("query");
        return switch (name) {
            case "limit" -> parameter.description("How many items at most").schema(number(1));
            case "cursor" ->
                parameter
                        .description("`next_cursor` of the page before, with the same filters")
                        .schema(text());
            case "after" -> parameter.description("The items behind this one").schema(number(0));
            case "until" ->
                parameter.description("Up to and with this position").schema(number(0));
            case "position" -> parameter.description("A position of the log").schema(number(0));
            case "size" ->
                parameter
                        .description("Of the tree; the newest signed one by default")
                        .schema(number(1));
            case "from" ->
                tree
                        ? parameter
                                .description("Size of the older tree")
                                .required(true)
                                .schema(number(0))
                        : parameter.description("From then on").schema(time());
            case "to" ->
                tree
                        ? parameter
                                .description("Size of the newer tree; the newest signed one by default")
                                .schema(number(0))
                        : parameter.description("Before then").schema(time());
            case "at" -> parameter.description("A moment; or give a `position`").schema(time());
            case "expires_before" ->
                parameter.description("Whose certificate expires before then").schema(time());
            case "status" ->
                operationId.equals("listApprovals")
                        ? parameter
                                .description("Of the request")
                                .schema(choice("pending", "approved", "rejected", "expired"))
                        : parameter
                                .description("Of the device")
                                .schema(choice("active", "suspended", "revoked", "decommissioned"));
            case "certificate_state" ->
                parameter
                        .description("Of the device's newest certificate")
                        .schema(choice("valid", "expiring", "expired", "revoked"));
            case "key_algorithm" ->
                parameter
                        .description("Of the keys that are made here; the configured one by default")
                        .schema(choice("rsa-2048", "rsa-3072", "ec-p256", "ed25519"));
            case "validity_days" ->
                parameter
                        .description("Of the certificates; the configured time by default")
                        .schema(number(1));
            case "sort" ->
                parameter
                        .description("A leading - means descending. Names can change between two pages; times cannot")
                        .schema(choice(
                                "name", "-name", "registered_at", "-registered_at", "expires_at", "-expires_at"));
            case "strategy" -> parameter.description("How the file is written").schema(choice("explicit", "pattern"));
            case "label" -> parameter.description("key=value").schema(text()).example("line=b");
            case "q" -> parameter.description("Part of the name, in any case").schema(text());
            case "device_id" -> parameter.description("Of this device only").schema(text().format("uuid"));
            default -> parameter.description(WORDS.getOrDefault(name, name)).schema(text());
        };
    }

    private static final Map<String, String> WORDS = words();

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("type", "Of the device, or names of events with commas between them");
        words.put("location", "Of the device");
        words.put("actor", "Who did it");
        words.put("address", "From where, an IP address");
        words.put("authority", "SHA-256 fingerprint of an issuing CA");
        words.put("broker", "As this broker had it");
        return words;
    }

    private static Schema<?> number(int minimum) {
        Schema<?> schema = SharedParts.typed("integer").format("int64");
        schema.setMinimum(BigDecimal.valueOf(minimum));
        return schema;
    }

    private static Schema<?> text() {
        return SharedParts.typed("string");
    }

    private static Schema<?> time() {
        return text().format("date-time");
    }

    private static Schema<?> choice(String... values) {
        Schema<Object> schema = SharedParts.typed("string");
        schema.setEnum(List.<Object>of((Object[]) values));
        return schema;
    }
}
