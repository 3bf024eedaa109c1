package org.deviceonboarding.verify.check;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.NoteRefused;
import org.deviceonboarding.ledger.TreeHead;

/** Checks that the log continues each checkpoint that the auditor kept. */
final class KeptCheckpointCheck {
    private final NavigableMap<Long, List<Head>> waiting = new TreeMap<>();
    private final FindingCollector findings;
    private long good;
    private int count;

    private record Head(String source, Hash root) {}

    KeptCheckpointCheck(List<KeptCheckpoint> kept, CheckpointOpener signed, FindingCollector findings) {
        this.findings = findings;
        for (KeptCheckpoint checkpoint : kept) {
            try {
                TreeHead head = signed.open(checkpoint.note());
                waiting.computeIfAbsent(head.size(), _ -> new ArrayList<>())
                        .add(new Head(checkpoint.source(), head.root()));
                count++;
            } catch (NoteRefused e) {
                findings.add(refused(checkpoint.source(), e));
            }
        }
    }

    // A file that somebody's editor or mail changed is no forgery, and does not say that the log is bad.
    private static Finding refused(String source, NoteRefused e) {
        return switch (e.reason()) {
            case MALFORMED ->
                new Finding(
                        new FindingLocation.WholeBundle(),
                        FindingKind.BUNDLE,
                        source + " is no checkpoint as it was signed, so it was changed since or was never one: "
                                + e.getMessage());
            case UNKNOWN_SIGNER ->
                new Finding(
                        new FindingLocation.WholeBundle(),
                        FindingKind.SIGNATURE,
                        "the checkpoint of " + source + " is signed by another key than this log's");
            case FALSE_SIGNATURE ->
                new Finding(
                        new FindingLocation.WholeBundle(),
                        FindingKind.SIGNATURE,
                        "the checkpoint of " + source + " has a text that its signature is not of: one of them was"
                                + " changed since this log signed it");
        };
    }

    /** Whether the auditor kept a checkpoint of that size. */
    boolean expects(long size) {
        return waiting.containsKey(size);
    }

    /** @param position the position of the last entry in the tree */
    void compare(TreeHead head, long position) {
        List<Head> heads = waiting.remove(head.size());
        if (heads == null) {
            return;
        }
        boolean held = true;
        for (Head kept : heads) {
            if (!kept.root().equals(head.root())) {
                held = false;
                findings.add(new Finding(
                        new FindingLocation.Between(good, position),
                        FindingKind.REWRITTEN,
                        "the log was rewritten: its first " + head.size()
                                + " entries are not those of the checkpoint of " + kept.source()));
            }
        }
        if (held) {
            good = position;
        }
    }

    void end(long size, long position) {
        waiting.forEach((expected, heads) -> heads.forEach(kept -> findings.add(new Finding(
                new FindingLocation.After(position),
                FindingKind.REWRITTEN,
                "the log ends here with " + size + " entries, and the checkpoint of " + kept.source() + " covers "
                        + expected))));
    }

    int count() {
        return count;
    }
}
