package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.models.Operation;

/** Names the operations that imports and bulk changes share. In the code these operations are about jobs. */
final class JobOperations {
    private JobOperations() {}

    static void name(String path, Operation operation) {
        boolean imports = path.startsWith("/imports");
        if (imports || path.startsWith("/bulk")) {
            operation.setOperationId(
                    shared(operation.getOperationId()).replace("Job", imports ? "Import" : "BulkChange"));
            operation.setSummary(operation.getSummary().replace("job", imports ? "import" : "bulk change"));
        }
    }

    /** The id as the code has it, without the number that springdoc gives to the second path. */
    static String shared(String operationId) {
        return operationId.replaceFirst("_\\d+$", "");
    }
}
