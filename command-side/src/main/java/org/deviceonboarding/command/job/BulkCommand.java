package org.deviceonboarding.command.job;

import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.log.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of a job: an import or a change of many devices. */
public sealed interface BulkCommand extends Command {
    BulkId bulkId();

    @Override
    default String aggregate() {
        return idOf(bulkId());
    }

    static String idOf(BulkId id) {
        return "bulk/" + id;
    }

    /** From here on it is worked on. */
    record Start(
            BulkId bulkId,
            BulkAction action,
            long rows,
            Sha256 digest,
            @Nullable RevocationReason reason,
            @Nullable String comment)
            implements BulkCommand {}

    /** Each row is done or refused. Nothing happens if one is not. */
    record Finish(BulkId bulkId) implements BulkCommand {}

    /**
     * What is not done yet stays undone. Refused once all is done, and to all but administrators if it takes access away and
     * the key that asked for it is revoked.
     */
    record Cancel(BulkId bulkId, boolean byAdmin) implements BulkCommand {}

    /** The key is revoked that asked for it. What is not done yet stays undone; nothing happens if there is none. */
    record Stop(BulkId bulkId) implements BulkCommand {}

    /** Somebody comes for the credentials that the portal prepared. Refused if they wait no longer, or for somebody else. */
    record Claim(BulkId bulkId) implements BulkCommand {}

    /** Somebody fetches the batch's credentials. Answers which attempt it is ({@code Long}). */
    record OpenDownload(BulkId bulkId) implements BulkCommand {}

    /** All of them have left. */
    record CloseDownload(BulkId bulkId, long attempt, long bundles) implements BulkCommand {}
}
