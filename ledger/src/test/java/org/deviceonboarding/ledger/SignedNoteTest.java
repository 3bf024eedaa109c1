package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final String SIGNED = Notes.TEXT + "\n" + Notes.PETERS_LINE;
    private static final String SIGNED_BY_BOTH = SIGNED + Notes.ENOCHS_LINE;

    @Test
    void signsAsOthersDo() throws GeneralSecurityException {
        SignedNote note = new SignedNote(
                Notes.TEXT,
                List.of(Notes.peter().sign(Notes.TEXT), Notes.enoch().sign(Notes.TEXT)));

        assertThat(note.render()).isEqualTo(SIGNED_BY_BOTH);
    }

    @Test
    void acceptsWhatOthersSigned() throws NoteRefused {
        SignedNote note = Notes.parse(SIGNED_BY_BOTH);

        assertThat(note.text()).isEqualTo(Notes.TEXT);
        assertThat(note.render()).isEqualTo(SIGNED_BY_BOTH);
        assertThat(note.signers(Set.of(Notes.PETER))).containsExactly(Notes.PETER);
        assertThat(note.signers(Set.of(Notes.PETER, Notes.ENOCH))).containsExactlyInAnyOrder(Notes.PETER, Notes.ENOCH);
    }

    // The examples of c2sp.org/signed-note and c2sp.org/tlog-checkpoint.
    @Test
    void readsTheSpecificationsExamples() throws NoteRefused {
        String poem = """
                Ognuno sta solo sul cuor della terra
                trafitto da un raggio di sole:

                ed \u00e8 subito sera.

                \u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
                """;

        assertThat(Notes.parse(poem).text()).endsWith("sole:\n\ned \u00e8 subito sera.\n");
        assertThat(Notes.parse(poem).render()).isEqualTo(poem);
        assertThat(Notes.parse(CheckpointTest.EXAMPLE).render()).isEqualTo(CheckpointTest.EXAMPLE);
    }

    /** The key of the Go checksum database is in cmd/go; what it signed is the example of c2sp.org/tlog-checkpoint. */
    @Test
    void acceptsWhatALogInUseSigned() throws NoteRefused {
        VerifierKey log = VerifierKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
        String note = CheckpointTest.EXAMPLE
                .replace("example.com/behind-the-sofa\n", "go.sum database tree\n")
                .replace("example.com/behind-the-sofa ", "sum.golang.org ");

        assertThat(Notes.parse(note).signers(Set.of(log))).containsExactly(log);
        assertThat(Checkpoint.parse(Notes.parse(note).text()).head().size()).isEqualTo(20852163);
    }

    @Test
    void isRefusedIfNobodyWeKnowSignedIt() throws NoteRefused {
        SignedNote note = Notes.parse(SIGNED);

        assertRefused(note, Set.of());
        assertRefused(note, Set.of(Notes.ENOCH));
        assertRefused(note, Set.of(new VerifierKey("PeterNeuman", Notes.PETER.key())));
        assertRefused(note, Set.of(new VerifierKey("PeterNeumann", Notes.ENOCH.key())));
    }

    @Test
    void isRefusedForOneFalseSignatureOfSomebodyWeKnow() throws NoteRefused {
        String forged = Notes.ENOCHS_LINE.replace("BzmZa0", "BzmZa1");
        assertThat(forged).isNotEqualTo(Notes.ENOCHS_LINE);

        SignedNote note = Notes.parse(SIGNED_BY_BOTH + forged);

        assertRefused(note, Set.of(Notes.PETER, Notes.ENOCH));
        assertThat(note.signers(Set.of(Notes.PETER))).containsExactly(Notes.PETER);
    }

    @Test
    void isRefusedForASignatureOfAnotherLength() throws NoteRefused {
        SignedNote note = Notes.parse(SIGNED.replace("x08go/ZJ", "x08go/ZJZJZJ"));

        assertRefused(note, Set.of(Notes.PETER));
    }

    private static void assertRefused(SignedNote note, Set<VerifierKey> known) {
        assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> note.signers(known));
    }

    /** It is malformed, or signed by nobody, or the signature is false; and nothing in it can be changed unnoticed. */
    @Test
    void noticesEachBit() {
        byte[] note = SIGNED.getBytes(UTF_8);
        for (int bit = 0; bit < note.length * Byte.SIZE; bit++) {
            byte[] other = note.clone();
            other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatExceptionOfType(NoteRefused.class)
                    .as("bit %s", bit)
                    .isThrownBy(() -> SignedNote.parse(other).signers(Set.of(Notes.PETER)));
        }
        for (int length = 0; length < note.length; length++) {
            byte[] cut = Arrays.copyOf(note, length);
            assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> SignedNote.parse(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "a\n",
                "a\n\n",
                "a\n\n\u2014 b AAAAAAA=",
                "a\n\u2014 b AAAAAAA=\n",
                "a\n\n- b AAAAAAA=\n",
                "a\n\n\u2014  AAAAAAA=\n",
                "a\n\n\u2014 AAAAAAA=\n",
                "a\n\n\u2014 b c AAAAAAA=\n",
                "a\n\n\u2014 b+c AAAAAAA=\n",
                "a\n\n\u2014 b\u00a0c AAAAAAA=\n",
                "a\n\n\u2014 b  AAAAAAA=\n",
                "a\n\n\u2014 b AAAAAAA= \n",
                "a\n\n\u2014 b AAAAAAA=\r\n",
                "a\n\n\u2014 b AAAAAAA\n",
                "a\n\n\u2014 b AAAAAAB=\n",
                "a\n\n\u2014 b AAAAAA==\n",
                "a\n\n\u2014 b AAAA-AA=\n",
                "a\n\n\u2014 b \n",
                "a\n\n\u2014 b AAAAAAA=\nc\n",
                "a\n\n\u2014 b AAAAAAA=\n\n",
                "\u0001a\n\n\u2014 b AAAAAAA=\n",
                "a\tb\n\n\u2014 b AAAAAAA=\n",
            })
    void refusesWhatItWouldNotWrite(String note) {
        assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> Notes.parse(note));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n\n\u2014 b AAAAAAA=\n", "\n\n\u2014 b AAAAAAA=\n", "a\n\n\n\u2014 b AAAAAAA=\n"})
    void readsWhatItWouldWrite(String note) throws NoteRefused {
        assertThat(Notes.parse(note).render()).isEqualTo(note);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] note = SIGNED.getBytes(UTF_8);
        note[0] = (byte) 0xff;

        assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> SignedNote.parse(note));
    }

    @Test
    void isBounded() throws NoteRefused {
        String start = "a\n\n";
        String line = "\u2014 b AAAAAAA=\n";

        assertThat(Notes.parse(start + line.repeat(SignedNote.MAX_SIGNATURES)).signatures())
                .hasSize(SignedNote.MAX_SIGNATURES);
        for (int more = 1; more <= 3; more++) {
            String tooMany = start + line.repeat(SignedNote.MAX_SIGNATURES + more);
            assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> Notes.parse(tooMany));
        }
        String full = "a".repeat(SignedNote.MAX_BYTES - (start + line).getBytes(UTF_8).length);
        assertThat(Notes.parse(full + start + line).signatures()).hasSize(1);
        assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> Notes.parse(full + "a" + start + line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\u0000\n", "a\r\n", "\ud83d\n"})
    void hasNoOtherText(String text) throws GeneralSecurityException {
        List<NoteSignature> signatures = List.of(Notes.peter().sign(text));

        assertThatIllegalArgumentException().isThrownBy(() -> new SignedNote(text, signatures));
    }

    @Test
    void isNotSignedWithTheKeyOfAnother() throws GeneralSecurityException {
        NoteSigner mixed = new NoteSigner(Notes.PETER, Notes.privateKey(Notes.ENOCHS_SEED));

        assertThatIllegalStateException().isThrownBy(() -> mixed.sign(Notes.TEXT));
    }
}
