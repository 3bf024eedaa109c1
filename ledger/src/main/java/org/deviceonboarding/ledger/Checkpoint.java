package org.deviceonboarding.ledger;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statement of a log about its size and root (c2sp.org/tlog-checkpoint).
 *
 * @param origin the log's name, which is also its key's name
 * @param extensions further lines; this code writes none
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int LINES = 3;

    /** @throws IllegalArgumentException if the origin or an extension is not a line */
    public Checkpoint {
        if (!Stream.concat(Stream.of(origin), extensions.stream()).allMatch(NoteText::isLine)) {
            throw new IllegalArgumentException("A checkpoint's lines are not empty and have no control characters");
        }
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, TreeHead head) {
        this(origin, head, List.of());
    }

    /** Reads what {@link #text} could have returned, and nothing else. */
    public static Checkpoint parse(String text) throws NoteRefused {
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() <= LINES || !lines.getLast().isEmpty()) {
            throw new NoteRefused("A checkpoint is an origin, a size and a root hash, each on its line");
        }
        if (!SIZE.matcher(lines.get(1)).matches()) {
            throw new NoteRefused("The size of a checkpoint is a decimal number");
        }
        try {
            TreeHead head = new TreeHead(Long.parseLong(lines.get(1)), Hash.of(NoteText.decode(lines.get(2))));
            return new Checkpoint(lines.getFirst(), head, lines.subList(LINES, lines.size() - 1));
        } catch (IllegalArgumentException e) {
            throw new NoteRefused("The checkpoint is malformed", e);
        }
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n');
        text.append(head.size()).append('\n');
        text.append(head.root().base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** @throws IllegalArgumentException if the signer is not this log */
    public SignedNote sign(NoteSigner log) {
        if (!log.verifier().name().equals(origin)) {
            throw new IllegalArgumentException("A log signs no checkpoint of another");
        }
        return new SignedNote(text(), List.of(log.sign(text())));
    }
}
