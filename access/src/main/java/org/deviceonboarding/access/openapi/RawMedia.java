package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked and answered in other languages than JSON, by operation. */
final class RawMedia {
    private static final Map<String, List<String>> MEDIA = Map.ofEntries(
            Map.entry("getRootCertificate", List.of("application/x-pem-file")),
            Map.entry("getCertificateChain", List.of("application/x-pem-file")),
            Map.entry("getCrl", List.of("application/pkix-crl")),
            Map.entry("getCrlPem", List.of("application/x-pem-file")),
            Map.entry("getRootCrl", List.of("application/pkix-crl")),
            Map.entry("getRootCrlPem", List.of("application/x-pem-file")),
            Map.entry("getCrlChainPem", List.of("application/x-pem-file")),
            Map.entry("getPublishedCrl", List.of("application/pkix-crl")),
            Map.entry("fetchCredentials", List.of("application/zip")),
            Map.entry("showCredentials", List.of("text/html")),
            Map.entry("fetchBatch", List.of("application/zip")),
            Map.entry("showBatch", List.of("text/html")),
            Map.entry("followImport", List.of("text/event-stream")),
            Map.entry("followBulkChange", List.of("text/event-stream")),
            Map.entry("getImportResults", List.of("text/csv")),
            Map.entry("getBulkChangeResults", List.of("text/csv")),
            Map.entry("getMetrics", List.of("text/plain")),
            Map.entry("readLog", List.of("application/x-ndjson")),
            Map.entry("getAclAsOf", List.of("text/plain")));

    private static final Map<String, List<String>> FURTHER_MEDIA = Map.of(
            "listEvents", List.of("application/x-ndjson", "text/csv"),
            "getBlastRadius", List.of("application/x-ndjson", "text/csv"),
            "getCheckpoint", List.of("text/plain"),
            "getFleetAsOf", List.of("application/x-ndjson"),
            "getCrlAsOf", List.of("application/pkix-crl"));

    private static final Map<String, List<String>> TAKEN =
            Map.of("importDevices", List.of("text/csv", "application/x-ndjson"));

    private RawMedia() {}

    static void addTo(String operationId, ApiResponse response) {
        if (MEDIA.containsKey(operationId)) {
            response.setContent(content(MEDIA.get(operationId)));
        }
        if (FURTHER_MEDIA.containsKey(operationId) && response.getContent() != null) {
            response.getContent().putAll(content(FURTHER_MEDIA.get(operationId)));
        }
    }

    /** The body of a request that no parameter of its method stands for. */
    static Optional<RequestBody> takenBy(String operationId) {
        return Optional.ofNullable(TAKEN.get(operationId))
                .map(types -> new RequestBody().required(true).content(content(types)));
    }

    private static Content content(List<String> types) {
        Content content = new Content();
        types.forEach(type -> content.addMediaType(type, raw(type)));
        return content;
    }

    private static MediaType raw(String type) {
        Schema<?> schema = SharedParts.typed("string");
        if (type.equals("application/zip") || type.equals("application/pkix-crl")) {
            schema.setFormat("binary");
        }
        return new MediaType().schema(schema);
    }
}
