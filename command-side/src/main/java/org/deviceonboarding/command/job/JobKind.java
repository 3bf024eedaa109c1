package org.deviceonboarding.command.job;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;

/** The two kinds of jobs. Callers find each kind under a path of its own; everything else is the same for both. */
public enum JobKind {
    /** Registers the devices of a list. */
    IMPORT("/imports"),
    /** Changes devices that are registered already. */
    BULK_CHANGE("/bulk");

    private final String path;

    JobKind(String path) {
        this.path = path;
    }

    public static JobKind of(BulkAction action) {
        return switch (action) {
            case IMPORT -> IMPORT;
            case REVOKE, RENEW -> BULK_CHANGE;
        };
    }

    /** The kind that a request asks about. */
    static JobKind at(String requestPath) {
        return requestPath.startsWith(IMPORT.path) ? IMPORT : BULK_CHANGE;
    }

    /** The path of one job. */
    URI location(BulkId id) {
        return URI.create(path + "/" + id);
    }

    Set<BulkAction> actions() {
        return EnumSet.allOf(BulkAction.class).stream()
                .filter(action -> of(action) == this)
                .collect(Collectors.toUnmodifiableSet());
    }
}
