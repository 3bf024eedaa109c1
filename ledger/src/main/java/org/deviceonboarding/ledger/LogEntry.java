package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log, with every text as it is stored. Its leaf is the hash of these bytes, numbers big-endian:
 *
 * <pre>
 *  1 byte    1, the version of this layout
 *  8 bytes   position
 *  8 bytes   sequence
 *  and for each of event id, aggregate id, aggregate type, type, revision, time, payload, metadata:
 *  4 bytes   the length n in bytes, or -1 if there is none
 *  n bytes   UTF-8
 * </pre>
 *
 * The order is fixed and every length is said, so different entries have different bytes. JSON is not brought into a canonical
 * form first: what is protected is the text that everything is folded from, and two texts that one canonical form holds for
 * equal may be read differently by someone (doubled members, large numbers).
 *
 * <p>A leaf's index is its rank in the log and is not in here: positions have gaps where appends were rolled back. That the
 * index grows with the position is for whoever reads all entries to check; the position itself is part of the leaf.
 *
 * @param sequence of the event in its aggregate, from 0
 */
public record LogEntry(
        long position,
        String eventId,
        String aggregateId,
        long sequence,
        @Nullable String aggregateType,
        String type,
        @Nullable String revision,
        String time,
        String payload,
        String metadata) {
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;

    /** @throws IllegalArgumentException if a text is none: half of a surrogate pair */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        bytes.writeBytes(number(position));
        bytes.writeBytes(number(sequence));
        text(bytes, eventId);
        text(bytes, aggregateId);
        text(bytes, aggregateType);
        text(bytes, type);
        text(bytes, revision);
        text(bytes, time);
        text(bytes, payload);
        text(bytes, metadata);
        return bytes.toByteArray();
    }

    public Hash leaf() {
        return Hash.ofLeaf(bytes());
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static void text(ByteArrayOutputStream bytes, @Nullable String text) {
        if (text == null) {
            bytes.writeBytes(length(ABSENT));
            return;
        }
        byte[] encoded = encode(text);
        bytes.writeBytes(length(encoded.length));
        bytes.writeBytes(encoded);
    }

    private static byte[] length(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    // String.getBytes would make a question mark of half a pair, so that two texts would have the same bytes.
    private static byte[] encode(String text) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The log has a text that is not Unicode", e);
        }
    }
}
