package org.deviceonboarding.audit.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of checkpoints by size, the smallest first.
 *
 * @param nextCursor asks for the next page as {@code after}; null on the last one
 */
record CheckpointPage(List<Item> items, @Nullable Long nextCursor) {
    /** @param found the checkpoints of the page, and one more if there is another page */
    static CheckpointPage of(List<StoredCheckpoint> found, int limit) {
        boolean more = found.size() > limit;
        List<StoredCheckpoint> shown = more ? found.subList(0, limit) : found;
        return new CheckpointPage(
                shown.stream().map(Item::of).toList(), more ? shown.getLast().size() : null);
    }

    record Item(long size, String root, long position, Instant signedAt, String note) {
        static Item of(StoredCheckpoint checkpoint) {
            return new Item(
                    checkpoint.size(),
                    checkpoint.root().base64(),
                    checkpoint.position(),
                    checkpoint.signedAt(),
                    checkpoint.note());
        }
    }
}
