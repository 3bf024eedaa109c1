package org.deviceonboarding.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.deviceonboarding.testkit.process.TestTool;

/** A root, an issuing CA and what they sign, made by OpenSSL in a folder of its own. */
public final class TestPki {
    public static final TestPki SHARED = create();
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The canaries' serial numbers. */
    public static final int RESIDENT = 9001;

    public static final int OUTCAST = 9002;

    private final Path folder;

    private TestPki(Path folder) {
        this.folder = folder;
    }

    public static TestPki create() {
        try {
            TestPki pki = new TestPki(TestTool.workDirectory("pki"));
            pki.selfSigned("root", "Test Root");
            pki.signedBy(
                    "root",
                    "issuing",
                    "Test Issuing",
                    "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign");
            pki.signedBy(
                    "root",
                    "no-crls",
                    "Test Issuing",
                    "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign");
            pki.signedBy("issuing", "server", "localhost", "extendedKeyUsage=serverAuth\nsubjectAltName=DNS:localhost");
            Files.writeString(
                    pki.file("ca.crt"),
                    Files.readString(pki.file("issuing.crt")) + Files.readString(pki.file("root.crt")));
            Canary canary = Canary.of(TestLog.BROKER);
            pki.device(canary.resident(), RESIDENT);
            pki.signedBy(
                    "issuing",
                    canary.outcast().value(),
                    canary.outcast().value(),
                    "extendedKeyUsage=clientAuth",
                    "-set_serial",
                    Integer.toString(OUTCAST),
                    "-force_pubkey",
                    canary.resident() + ".pub");
            return pki;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public Path folder() {
        return folder;
    }

    /** A device's certificate and key, as {@code <id>.crt} and {@code <id>.key}; its serial number is as given. */
    public void device(DeviceId id, int serial) throws IOException {
        client(id.value(), serial);
    }

    /** The same, for a key of its own, until that moment. */
    public void device(DeviceId id, int serial, Instant notAfter) throws IOException {
        device(id, serial);
        Path work = Files.createTempDirectory(folder, "ca");
        Files.writeString(work.resolve("index.txt"), "");
        Files.writeString(work.resolve("serial"), "%04X\n".formatted(serial));
        Files.writeString(work.resolve("ca.cnf"), """
                [ca]
                default_ca = it
                [it]
                database = %1$s/index.txt
                serial = %1$s/serial
                new_certs_dir = %1$s
                default_md = sha256
                policy = any
                [any]
                commonName = supplied
                """.formatted(work));
        openssl(
                "ca",
                "-batch",
                "-notext",
                "-config",
                work.resolve("ca.cnf").toString(),
                "-cert",
                "issuing.crt",
                "-keyfile",
                "issuing.key",
                "-in",
                id + ".csr",
                "-extfile",
                id + ".ext",
                "-startdate",
                UTC.format(Instant.now().minusSeconds(60)),
                "-enddate",
                UTC.format(notAfter),
                "-out",
                id + ".crt");
    }

    public void client(String commonName, int serial) throws IOException {
        signedBy(
                "issuing",
                commonName,
                commonName,
                "extendedKeyUsage=clientAuth",
                "-set_serial",
                Integer.toString(serial));
    }

    /** What the CA signs for a key that is somebody else's. */
    public String certify(String commonName, String publicKey) throws IOException {
        Path key = Files.createTempFile(folder, "theirs", ".pub");
        Files.writeString(key, publicKey);
        signedBy(
                "issuing",
                "theirs",
                commonName,
                "subjectAltName=DNS:localhost",
                "-set_serial",
                "77",
                "-force_pubkey",
                key.toString());
        return Files.readString(file("theirs.crt"));
    }

    public void brokerFolder(BrokerFolder broker) throws IOException {
        Files.createDirectories(broker.dir());
        Files.copy(file("ca.crt"), broker.ca());
        Files.copy(file("server.crt"), broker.serverCertificate());
        Files.copy(file("server.key"), broker.serverKey());
        Canary canary = Canary.of(TestLog.BROKER);
        Files.copy(file(canary.resident() + ".key"), broker.canaryKey());
        Files.copy(file(canary.resident() + ".crt"), broker.residentCertificate());
        Files.copy(file(canary.outcast() + ".crt"), broker.outcastCertificate());
    }

    public AuthorityEstablished authority() {
        try {
            return new AuthorityEstablished(
                    new Sha256("00".repeat(32)), "CN=Test Issuing", Instant.MAX, Files.readString(file("ca.crt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outcast is on it as well. */
    public String crl(int number, int... revoked) throws IOException {
        Instant now = Instant.now();
        int[] all =
                IntStream.concat(IntStream.of(OUTCAST), IntStream.of(revoked)).toArray();
        return crl("issuing", number, now.minusSeconds(300), now.plusSeconds(3600), "", all);
    }

    /** @param number below 0 for none */
    public String crl(String ca, int number, Instant thisUpdate, Instant nextUpdate, String extensions, int... revoked)
            throws IOException {
        Path work = Files.createTempDirectory(folder, "crl");
        StringBuilder index = new StringBuilder();
        for (int serial : revoked) {
            index.append("R\t300101000000Z\t200101000000Z\t%04X\tunknown\t/CN=x\n".formatted(serial));
        }
        Files.writeString(work.resolve("index.txt"), index);
        Files.writeString(work.resolve("number"), "%04X\n".formatted(Math.max(number, 0)));
        Files.writeString(work.resolve("ca.cnf"), """
                [ca]
                default_ca = it
                [it]
                database = %s/index.txt
                %s
                default_md = sha256
                %s
                [more]
                authorityKeyIdentifier = keyid
                %s
                """.formatted(
                        work,
                        number < 0 ? "" : "crlnumber = " + work.resolve("number"),
                        number < 0 ? "" : "crl_extensions = more",
                        extensions));
        openssl(
                "ca",
                "-gencrl",
                "-config",
                work.resolve("ca.cnf").toString(),
                "-cert",
                ca + ".crt",
                "-keyfile",
                ca + ".key",
                "-crl_lastupdate",
                UTC.format(thisUpdate),
                "-crl_nextupdate",
                UTC.format(nextUpdate),
                "-out",
                work.resolve("crl.pem").toString());
        return Files.readString(work.resolve("crl.pem"));
    }

    private void selfSigned(String name, String commonName) throws IOException {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + commonName,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt",
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign");
    }

    private void signedBy(String ca, String name, String commonName, String extensions, String... more)
            throws IOException {
        Files.writeString(file(name + ".ext"), extensions);
        openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=" + commonName,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        openssl("pkey", "-in", name + ".key", "-pubout", "-out", name + ".pub");
        openssl(Stream.concat(
                        Stream.of(
                                "x509",
                                "-req",
                                "-in",
                                name + ".csr",
                                "-CA",
                                ca + ".crt",
                                "-CAkey",
                                ca + ".key",
                                "-days",
                                "100",
                                "-extfile",
                                name + ".ext",
                                "-out",
                                name + ".crt"),
                        more.length == 0 ? Stream.of("-CAcreateserial") : Stream.of(more))
                .toArray(String[]::new));
    }

    private void openssl(String... arguments) throws IOException {
        try {
            TestTool.Result result = TestTool.run(
                    folder,
                    Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList());
            assertThat(result.exit()).as(List.of(arguments) + result.output()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
