package org.deviceonboarding.acl.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.acl.TestPki;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A CRL")
class CrlAcceptanceTest {
    private static final TestPki PKI = TestPki.SHARED;
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(300);
    private static final Instant AFTER = NOW.plusSeconds(3600);

    @Test
    void isReadAndWrittenInOneForm() throws Exception {
        String pem = PKI.crl("issuing", 0x1234, BEFORE, AFTER, "", 1, 2, 3);
        Crl crl = Crl.parse(pem, ca());

        assertThat(crl.number()).isEqualTo(BigInteger.valueOf(0x1234));
        assertThat(crl.thisUpdate()).isEqualTo(BEFORE);
        assertThat(crl.nextUpdate()).isEqualTo(AFTER);
        assertThat(crl.pem()).isEqualTo(pem);
        assertThat(Crl.parse("\r\n" + pem.replace("\n", "\r\n"), ca())).isEqualTo(crl);
        crl.requireCurrent(NOW);
    }

    static Stream<Arguments> unfit() throws IOException {
        String good = PKI.crl(7);
        byte[] der = Base64.getMimeDecoder()
                .decode(good.replace("-----BEGIN X509 CRL-----", "").replace("-----END X509 CRL-----", ""));
        byte[] longer = Arrays.copyOf(der, der.length + 2);
        return Stream.of(
                argumentSet("empty", "", "is not PEM"),
                argumentSet("a web page", "<html>", "is not PEM"),
                argumentSet("a certificate", Files.readString(PKI.file("root.crt")), "is not PEM"),
                argumentSet("text before it", "x\n" + good, "is not PEM"),
                argumentSet("truncated", good.substring(0, good.length() - 40), "is not PEM"),
                argumentSet("two of them", good + good, "is not one block of PEM"),
                argumentSet("a line missing", good.replaceFirst("\n[^\n]+\n", "\n"), "cannot be read"),
                argumentSet("bytes after its end", pem(longer), "has bytes after its end"),
                argumentSet("signed by the root", PKI.crl("root", 7, BEFORE, AFTER, ""), "was not signed"),
                argumentSet(
                        "signed by another CA of the same name",
                        TestPki.create().crl(7),
                        "was not signed"),
                argumentSet("a changed entry", changed(der), "was not signed"),
                argumentSet("without a number", PKI.crl("issuing", -1, BEFORE, AFTER, ""), "has no number"),
                argumentSet(
                        "only a delta",
                        PKI.crl("issuing", 7, BEFORE, AFTER, "2.5.29.27=critical,DER:020101"),
                        "has a critical extension"),
                argumentSet(
                        "an unknown critical extension",
                        PKI.crl("issuing", 7, BEFORE, AFTER, "1.2.3.4=critical,DER:0500"),
                        "has a critical extension"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void isRefusedWhenItIs(String text, String why) throws Exception {
        IssuingCa ca = ca();

        assertThatExceptionOfType(CrlRefused.class)
                .isThrownBy(() -> Crl.parse(text, ca))
                .withMessageStartingWith("The CRL " + why);
    }

    @Test
    void isNotOfACaThatMaySignNone(@TempDir Path folder) throws Exception {
        Path ca = folder.resolve("ca.crt");
        Files.copy(PKI.file("no-crls.crt"), ca);
        String crl = PKI.crl("no-crls", 7, BEFORE, AFTER, "");

        assertThatExceptionOfType(CrlRefused.class)
                .isThrownBy(() -> Crl.parse(crl, IssuingCa.read(ca)))
                .withMessageContaining("was not signed");
    }

    @Test
    void mayBeOfTheRootWhereThereIsNothingBelowIt(@TempDir Path folder) throws Exception {
        Path ca = folder.resolve("ca.crt");
        Files.copy(PKI.file("root.crt"), ca);

        assertThat(Crl.parse(PKI.crl("root", 7, BEFORE, AFTER, ""), IssuingCa.read(ca))
                        .number())
                .isEqualTo(7);
    }

    @Test
    void isOfNoUseBeforeItsTimeNorAfter() throws Exception {
        Crl crl = Crl.parse(PKI.crl("issuing", 7, BEFORE, AFTER, ""), ca());

        for (Instant locked : List.of(BEFORE.minusMillis(1), AFTER, AFTER.plusSeconds(1))) {
            assertThatExceptionOfType(CrlRefused.class).isThrownBy(() -> crl.requireCurrent(locked));
        }
        crl.requireCurrent(BEFORE);
        crl.requireCurrent(AFTER.minusMillis(1));
    }

    @Test
    void saysHowFarAClockIsWrong() throws Exception {
        Crl crl = Crl.parse(PKI.crl("issuing", 7, BEFORE, AFTER, ""), ca());

        assertThatExceptionOfType(CrlRefused.class)
                .isThrownBy(() -> crl.requireCurrent(BEFORE.minusSeconds(3 * 86_400 - 300)))
                .withMessage(
                        "The CRL is from the future: it holds from " + BEFORE + " on, 2 d 23 h ahead of this clock");
        assertThatExceptionOfType(CrlRefused.class)
                .isThrownBy(() -> crl.requireCurrent(BEFORE.minusSeconds(3660)))
                .withMessageEndingWith(", 1 h 1 min ahead of this clock");
    }

    @Test
    void mayNotBeOlderThanTheOneInForce() throws Exception {
        Crl seven = Crl.parse(PKI.crl(7), ca());
        Crl eight = Crl.parse(PKI.crl(8), ca());

        eight.requireNotOlderThan(seven);
        eight.requireNotOlderThan(eight);
        assertThatExceptionOfType(CrlRefused.class)
                .isThrownBy(() -> seven.requireNotOlderThan(eight))
                .withMessage("The CRL has number 7, the one in force has 8");
    }

    @Test
    void needsACaToBeJudgedBy(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("ca.crt");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> IssuingCa.read(missing))
                .withMessage("There is no " + missing + " yet");

        Path empty = Files.writeString(folder.resolve("empty.crt"), "");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> IssuingCa.read(empty));
    }

    private static IssuingCa ca() throws IOException {
        return IssuingCa.read(PKI.file("ca.crt"));
    }

    private static String changed(byte[] der) {
        byte[] changed = der.clone();
        changed[der.length - 1] ^= 1;
        return pem(changed);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN X509 CRL-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END X509 CRL-----\n";
    }
}
