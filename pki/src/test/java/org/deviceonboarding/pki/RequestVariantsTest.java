package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A request that openssl req -verify takes")
class RequestVariantsTest {
    private static final KeyPair EC = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM);
    private static final KeyPair RSA = KeyAlgorithm.RSA_2048.generate(TestCa.RANDOM);
    private static final KeyPair ED = KeyAlgorithm.ED25519.generate(TestCa.RANDOM);
    private static final String SUBJECT = "300c310a300806035504030c0178";
    private static final int EACH = 6;

    @TempDir
    private static Path folder;

    /** @param whole the file, as somebody may have it */
    record Variant(String name, String whole) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Variant> variants() throws Exception {
        List<Variant> all = new ArrayList<>(structures());
        List<Variant> texts = new ArrayList<>();
        Random dice = new Random(13);
        for (Variant variant : all) {
            for (int i = 0; i < EACH; i++) {
                texts.add(around(variant, dice));
            }
        }
        all.addAll(texts);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void isTakenWithTheSameKeyInItsCanonicalForm(Variant variant) throws Exception {
        Path file = Files.writeString(folder.resolve("request.pem"), variant.whole());
        Tool.Result openssl = Tool.OPENSSL.run(folder, "req", "-in", file.toString(), "-verify", "-noout", "-pubkey");

        assertThat(openssl.output()).as(variant.whole()).contains("verify OK");
        assertThat(CertificateRequest.parse(variant.whole()).publicKey().getEncoded())
                .isEqualTo(canonical(openssl.output()));
    }

    private static byte[] canonical(String output) throws IOException {
        String base64 = output.replaceAll("(?s).*-----BEGIN PUBLIC KEY-----|-----END PUBLIC KEY-----.*|\\s", "");
        return CanonicalKey.of(
                        SubjectPublicKeyInfo.getInstance(Base64.getDecoder().decode(base64)))
                .getEncoded(ASN1Encoding.DER);
    }

    private static List<Variant> structures() throws Exception {
        byte[] point = EC.getPublic().getEncoded();
        String names = tlv(0x30, "06092a864886f70d01090e", tlv(0x31, tlv(0x30)));
        String password = tlv(0x30, "06092a864886f70d010907", tlv(0x31, "0c0463636363"));
        return List.of(
                variant("RSA", RSA, RSA.getPublic().getEncoded(), tlv(0xa0)),
                variant(
                        "RSA without parameters",
                        RSA,
                        withoutParameters(RSA.getPublic().getEncoded()),
                        tlv(0xa0)),
                variant("Ed25519", ED, ED.getPublic().getEncoded(), tlv(0xa0)),
                variant("a plain point", EC, point, tlv(0xa0)),
                variant("a compressed point", EC, compressed(point), tlv(0xa0)),
                variant("a hybrid point", EC, hybrid(point), tlv(0xa0)),
                variant("no attributes at all", EC, point, ""),
                variant("attributes in order", EC, point, tlv(0xa0, password, names)),
                variant("attributes out of order", EC, point, tlv(0xa0, names, password)),
                variant("an attribute twice", EC, point, tlv(0xa0, password, password)),
                variant("lengths longer than they need be", EC, point, "a08100"),
                variant("a length that comes later", EC, point, "a0800000"),
                new Variant("bytes after its end", pem(sign(EC, info(point, tlv(0xa0))), "0000")));
    }

    /** The same request, as mail programs, editors and other tools leave it. */
    private static Variant around(Variant variant, Random dice) {
        StringBuilder name = new StringBuilder(variant.name());
        String text = variant.whole();
        text = maybe(dice, name, ", the old label", text, t -> t.replace("CERTIFICATE REQ", "NEW CERTIFICATE REQ"));
        text = maybe(dice, name, ", other lines", text, t -> rewrapped(t, 1 + dice.nextInt(200)));
        text = maybe(dice, name, ", blanks", text, t -> t.replace("\n", " \t\n"));
        text = maybe(dice, name, ", text before", text, t -> "Certificate Request:\n    Version: 1 (0x0)\n\n" + t);
        text = maybe(dice, name, ", text after", text, t -> t + "\nSelf signature: verified\n-----\n");
        text = maybe(dice, name, ", a certificate before", text, t -> certificate() + t);
        text = maybe(dice, name, ", a key after", text, t -> t + "-----BEGIN PUBLIC KEY-----\nAAAA\n");
        text = maybe(dice, name, ", CRLF", text, t -> t.replace("\n", "\r\n"));
        text = maybe(dice, name, ", no last line end", text, String::stripTrailing);
        text = maybe(dice, name, ", a byte-order mark", text, t -> "\uFEFF" + t);
        return new Variant(name.toString(), text);
    }

    private static String maybe(
            Random dice, StringBuilder name, String what, String text, UnaryOperator<String> change) {
        if (dice.nextInt(3) > 0) {
            return text;
        }
        name.append(what);
        return change.apply(text);
    }

    private static String rewrapped(String pem, int width) {
        List<String> lines = pem.lines().toList();
        String body = String.join("", lines.subList(1, lines.size() - 1));
        return lines.getFirst() + "\n" + body.replaceAll("(.{" + width + "})(?=.)", "$1\n") + "\n" + lines.getLast()
                + "\n";
    }

    private static String certificate() {
        return Pem.certificate(TestCa.ca(java.time.InstantSource.system()).root());
    }

    private static Variant variant(String name, KeyPair signer, byte[] key, String attributes) throws Exception {
        return new Variant(name, pem(sign(signer, info(key, attributes)), ""));
    }

    private static byte[] info(byte[] key, String attributes) {
        return bytes(tlv(0x30, "020100", SUBJECT, hex(key), attributes));
    }

    private static byte[] sign(KeyPair pair, byte[] info) throws Exception {
        boolean rsa = pair == RSA;
        Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : pair == ED ? "Ed25519" : "SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(info);
        String algorithm =
                rsa ? "300d06092a864886f70d01010b0500" : pair == ED ? "300506032b6570" : "300a06082a8648ce3d040302";
        return bytes(tlv(0x30, hex(info), algorithm, tlv(0x03, "00", hex(signature.sign()))));
    }

    private static String pem(byte[] der, String rest) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes(hex(der) + rest))
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    private static byte[] withoutParameters(byte[] key) throws IOException {
        var info = SubjectPublicKeyInfo.getInstance(key);
        byte[] bits = info.getPublicKeyData().getEncoded(ASN1Encoding.DER);
        return bytes(tlv(0x30, "300b06092a864886f70d010101", hex(bits)));
    }

    private static byte[] compressed(byte[] key) {
        byte[] x = Arrays.copyOfRange(key, key.length - 64, key.length - 32);
        return point(new byte[] {0, (byte) (2 | (key[key.length - 1] & 1))}, x);
    }

    private static byte[] hybrid(byte[] key) {
        byte[] both = Arrays.copyOfRange(key, key.length - 64, key.length);
        return point(new byte[] {0, (byte) (6 | (key[key.length - 1] & 1))}, both);
    }

    private static byte[] point(byte[] head, byte[] coordinates) {
        return bytes(tlv(0x30, "301306072a8648ce3d020106082a8648ce3d030107", tlv(0x03, hex(head), hex(coordinates))));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte... bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** DER in hexadecimal, out of contents in hexadecimal. */
    private static String tlv(int tag, String... parts) {
        String content = String.join("", parts);
        int length = content.length() / 2;
        String form = length > 255 ? "%02x82%04x" : length > 127 ? "%02x81%02x" : "%02x%02x";
        return form.formatted(tag, length) + content;
    }
}
