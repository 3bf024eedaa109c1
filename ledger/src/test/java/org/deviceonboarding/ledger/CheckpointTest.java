package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    /** Of c2sp.org/tlog-checkpoint. */
    static final String EXAMPLE = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            """;

    private static final String LOG = "portal.example/ledger";
    private static final String ROOT = "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=";
    private static final Checkpoint CHECKPOINT =
            new Checkpoint(LOG, StoredTree.of(5).head(5));

    // golang.org/x/mod/sumdb/tlog, note_test.go.
    @Test
    void hasThePublishedText() throws NoteRefused {
        String text = "go.sum database tree\n123456789012\n" + ROOT + "\n";
        Checkpoint checkpoint = new Checkpoint(
                "go.sum database tree", new TreeHead(123456789012L, Hash.ofLeaf("hello world".getBytes(UTF_8))));

        assertThat(checkpoint.text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text)).isEqualTo(checkpoint);
    }

    @Test
    void readsTheSpecificationsExample() throws NoteRefused {
        Checkpoint checkpoint = Checkpoint.parse(Notes.parse(EXAMPLE).text());

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.head().size()).isEqualTo(20852163);
        assertThat(checkpoint.head().root().base64()).isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        assertThat(checkpoint.extensions()).isEmpty();
    }

    @Test
    void readsExtensionsAndTheEmptyTree() throws NoteRefused {
        Checkpoint extended = new Checkpoint(LOG, TreeHead.EMPTY, List.of("one", "two"));

        assertThat(extended.text()).isEqualTo(LOG + "\n0\n" + Hash.EMPTY_TREE.base64() + "\none\ntwo\n");
        assertThat(Checkpoint.parse(extended.text())).isEqualTo(extended);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a\n1\n",
                "a\n1\n" + ROOT,
                "\n1\n" + ROOT + "\n",
                "a\n\n" + ROOT + "\n",
                "a\n01\n" + ROOT + "\n",
                "a\n+1\n" + ROOT + "\n",
                "a\n-1\n" + ROOT + "\n",
                "a\n1 \n" + ROOT + "\n",
                "a\n0x1\n" + ROOT + "\n",
                "a\n\u0661\n" + ROOT + "\n",
                "a\n0\n" + ROOT + "\n",
                "a\n9223372036854775808\n" + ROOT + "\n",
                "a\n1\n\n",
                "a\n1\n" + ROOT + " \n",
                "a\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0\n",
                "a\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb1=\n",
                "a\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40Hmuw\n",
                "a\n1\n" + ROOT + "\n\n",
                "a\n1\n" + ROOT + "\n\nb\n",
                "a\r\n1\n" + ROOT + "\n",
            })
    void refusesWhatItWouldNotWrite(String text) {
        assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> Checkpoint.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000"})
    void hasNoOtherLines(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint(line, TreeHead.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint(LOG, TreeHead.EMPTY, List.of(line)));
    }

    @Test
    void isBelievedIfItsLogSignedIt() throws Exception {
        NoteSigner log = Notes.signer(LOG);
        byte[] note = bytes(CHECKPOINT.sign(log));

        assertThat(SignedCheckpoint.open(note, log.verifier(), Set.of()))
                .isEqualTo(new SignedCheckpoint(CHECKPOINT, Set.of()));
        assertRefused(note, Notes.signer(LOG).verifier(), Set.of());
        assertRefused(note, Notes.ENOCH, Set.of());
    }

    @Test
    void namesTheWitnessesThatSignedItToo() throws Exception {
        NoteSigner log = Notes.signer(LOG);
        NoteSigner witness = Notes.signer("witness.example");
        VerifierKey absent = Notes.signer("absent.example").verifier();
        byte[] note = bytes(new SignedNote(
                CHECKPOINT.text(),
                List.of(
                        witness.sign(CHECKPOINT.text()),
                        log.sign(CHECKPOINT.text()),
                        Notes.signer("unknown.example").sign(CHECKPOINT.text()))));

        assertThat(SignedCheckpoint.open(note, log.verifier(), Set.of(witness.verifier(), absent)))
                .isEqualTo(new SignedCheckpoint(CHECKPOINT, Set.of(witness.verifier())));
    }

    @Test
    void isNotBelievedForAWitnessAlone() throws Exception {
        NoteSigner witness = Notes.signer("witness.example");
        byte[] note = bytes(new SignedNote(CHECKPOINT.text(), List.of(witness.sign(CHECKPOINT.text()))));

        assertRefused(note, Notes.signer(LOG).verifier(), Set.of(witness.verifier()));
    }

    @Test
    void isNotBelievedWithAFalseWitness() throws Exception {
        NoteSigner log = Notes.signer(LOG);
        NoteSigner witness = Notes.signer("witness.example");
        byte[] note =
                bytes(new SignedNote(CHECKPOINT.text(), List.of(log.sign(CHECKPOINT.text()), witness.sign("other\n"))));

        assertRefused(note, log.verifier(), Set.of(witness.verifier()));
    }

    @Test
    void isOfTheLogThatSignedIt() throws Exception {
        NoteSigner log = Notes.signer(LOG);
        NoteSigner other = Notes.signer("other.example");
        byte[] note = bytes(new SignedNote(CHECKPOINT.text(), List.of(other.sign(CHECKPOINT.text()))));

        assertRefused(note, other.verifier(), Set.of());
        assertThatIllegalArgumentException().isThrownBy(() -> CHECKPOINT.sign(other));
        assertThat(CHECKPOINT.sign(log).signatures()).hasSize(1);
    }

    @Test
    void isNoOtherNoteOfTheLog() throws GeneralSecurityException {
        NoteSigner log = Notes.signer(LOG);
        byte[] note = bytes(new SignedNote("Hello\n", List.of(log.sign("Hello\n"))));

        assertRefused(note, log.verifier(), Set.of());
    }

    private static void assertRefused(byte[] note, VerifierKey log, Set<VerifierKey> witnesses) {
        assertThatExceptionOfType(NoteRefused.class).isThrownBy(() -> SignedCheckpoint.open(note, log, witnesses));
    }

    private static byte[] bytes(SignedNote note) {
        return note.render().getBytes(UTF_8);
    }
}
