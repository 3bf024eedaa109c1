package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text with signatures (c2sp.org/signed-note). Only {@link #signers} checks the signatures.
 *
 * @param text the lines, each with its end
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** Enough for sixteen signatures of any algorithm that the specification has in mind. */
    public static final int MAX_BYTES = 256 * 1024;

    public static final int MAX_SIGNATURES = 100;

    private static final String BLANK_LINE = "\n\n";

    /** @throws IllegalArgumentException if the text or the number of signatures is none that a note can have */
    public SignedNote {
        if (!NoteText.isText(text)) {
            throw new IllegalArgumentException("A note's text is of lines, without control characters");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("A note has 1 to " + MAX_SIGNATURES + " signatures");
        }
        signatures = List.copyOf(signatures);
    }

    /** Reads what {@link #render} could have written, and nothing else. */
    public static SignedNote parse(byte[] note) throws NoteRefused {
        String whole = decode(note);
        int end = whole.lastIndexOf(BLANK_LINE);
        if (!whole.endsWith("\n") || end < 0) {
            throw new NoteRefused("A note is a text, a blank line and signature lines");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : whole.substring(end + BLANK_LINE.length()).split("\n", MAX_SIGNATURES + 2)) {
            if (!line.isEmpty()) {
                signatures.add(NoteSignature.parse(line));
            }
        }
        try {
            return new SignedNote(whole.substring(0, end + 1), signatures);
        } catch (IllegalArgumentException e) {
            throw new NoteRefused("The note is malformed", e);
        }
    }

    private static String decode(byte[] note) throws NoteRefused {
        if (note.length > MAX_BYTES) {
            throw new NoteRefused("A note has at most " + MAX_BYTES + " bytes");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString();
        } catch (CharacterCodingException e) {
            throw new NoteRefused("A note is UTF-8", e);
        }
    }

    public String render() {
        return text + "\n" + signatures.stream().map(NoteSignature::render).collect(Collectors.joining());
    }

    /**
     * The known keys that signed the note. Signatures of other keys are ignored, because anybody can add them.
     *
     * @throws NoteRefused if no known key signed the note, or a signature of one is false
     */
    public Set<VerifierKey> signers(Set<VerifierKey> known) throws NoteRefused {
        Set<VerifierKey> signers = new HashSet<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (key.isNamedBy(signature)) {
                    if (!key.verifies(signature, text)) {
                        throw new NoteRefused(
                                NoteRefused.Reason.FALSE_SIGNATURE, "The signature of " + key + " is false");
                    }
                    signers.add(key);
                }
            }
        }
        if (signers.isEmpty()) {
            throw new NoteRefused(NoteRefused.Reason.UNKNOWN_SIGNER, "Nobody we know signed this note");
        }
        return Set.copyOf(signers);
    }
}
