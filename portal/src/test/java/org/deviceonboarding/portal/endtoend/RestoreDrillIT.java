package org.deviceonboarding.portal.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.portal.commandline.Shell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/backup}, from a portal at work to its restore elsewhere. */
@DisplayName("A backup")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreDrillIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CRL_NUMBER = "2.5.29.20";

    @TempDir
    private static Path directory;

    private static InstalledPostgres postgres;
    private static Installation portal;
    private static PortalApi api;
    private static BackupScript script;
    private static Credentials kept;
    private static Credentials revoked;
    private static String backup;

    @BeforeAll
    static void takeOne() throws Exception {
        postgres = InstalledPostgres.start(Files.createDirectory(directory.resolve("postgres")));
        String url = postgres.create("portal");
        portal = Installation.start(directory, Map.of("DATABASE_URL", url));
        api = portal.api();
        script = BackupScript.in(directory.resolve("elsewhere"))
                .with(Map.of("DATABASE_URL", url, "DATA_DIR", portal.data().toString()));
        kept = register("kept");
        revoked = register("revoked");
        await().atMost(SOON).until(() -> kept.mayPublish(own(kept)));
        await().atMost(SOON).until(revoked::isLetIn);
        revoke(revoked);
        Files.writeString(directory.resolve("admin.key"), api.key());
        assertThat(api.post("/audit/checkpoints").status()).isLessThan(300);
        Files.write(directory.resolve("kept.note"), api.get("/audit/checkpoint").body());
        backup = script.succeeds("take");
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        if (portal != null) {
            portal.end();
        }
        postgres.stop();
    }

    @Test
    @Order(1)
    void isOpenToNobodyElse() throws Exception {
        Path backups = Path.of(script.settings().get("BACKUP_TO"));
        try (Stream<Path> files = Files.walk(backups).filter(Files::isRegularFile)) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"))
                    .filteredOn(file -> file.toString().endsWith(".age"))
                    .hasSize(4)
                    .allSatisfy(file ->
                            assertThat(Files.readAllBytes(file)).startsWith("age-encryption.org".getBytes(US_ASCII)));
        }
        // Who restores the database does not get the keys.
        assertThat(script.opening("DATABASE").with(identity("KEYS", "database")).fails("verify"))
                .contains("no identity matched");
    }

    @Test
    @Order(2)
    void isVerifiedOnAnotherDatabase() throws Exception {
        assertThat(opened().with(Map.of("VERIFY_DATABASE_URL", postgres.url("postgres")))
                        .succeeds("verify"))
                .startsWith(backup + ": the sums of its parts agree")
                .contains(
                        "The database can be restored",
                        "The CA's folder can be decrypted",
                        "The ledger's key can be decrypted")
                .doesNotContain("NOT checked");
        assertThat(postgres.databases()).containsExactly("portal", "postgres");
        assertThat(script.succeeds("list")).startsWith(backup + ": database ca secret ledger, log position ");
    }

    @Test
    @Order(3)
    void isRefusedIfItIsDamaged() throws Exception {
        Path copy = Files.createDirectories(directory.resolve("damaged").resolve(backup));
        try (Stream<Path> files = Files.list(Path.of(script.settings().get("BACKUP_TO"), backup))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        byte[] bytes = Files.readAllBytes(copy.resolve("database.dump.age"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve("database.dump.age"), bytes);

        assertThat(opened().with(Map.of("BACKUP_TO", copy.getParent().toString()))
                        .fails("restore"))
                .isEqualTo("The part \"database\" of the backup %s is damaged: its sum is not the manifest's.", backup);
    }

    @Test
    @Order(4)
    void replacesNothing() throws Exception {
        assertThat(opened().fails("restore")).startsWith("The database at DATABASE_URL is not empty.");
        String empty = postgres.create("restored");
        assertThat(opened().with(Map.of("DATABASE_URL", empty)).fails("restore"))
                .startsWith("The folder ")
                .contains("is not empty.");
    }

    @Test
    @Order(5)
    void isTheNewestAndStaysIfOthersAreRemoved() throws Exception {
        Path backups = Path.of(script.settings().get("BACKUP_TO"));
        Path old = Files.createDirectory(backups.resolve("20200101T000000Z"));
        Files.copy(backups.resolve(backup).resolve("manifest"), old.resolve("manifest"));
        Files.createDirectory(backups.resolve("20200102T000000Z"));

        Map<String, String> few = Map.of("BACKUP_KEEP_DAYS", "0", "BACKUP_KEEP_COUNT", "1");
        assertThat(script.with(few).succeeds("prune").lines())
                .containsExactly("Removing 20200101T000000Z", "Removing 20200102T000000Z, which was never finished");
        assertThat(backups).isDirectoryContaining(file -> file.endsWith(backup));
        assertThat(script.with(few).succeeds("prune")).isEmpty();
    }

    @Test
    @Order(6)
    void bringsEverythingBack() throws Exception {
        BigInteger number = number(crlInForce());
        portal.stop();
        Path lost = Files.move(portal.data(), directory.resolve("lost"));
        String restored = postgres.url("restored");

        assertThat(opened().with(Map.of("DATABASE_URL", restored)).succeeds("restore"))
                .contains("Restored: database", "Restored: ca", "Restored: secret", "Restored: ledger");
        Files.move(lost.resolve("broker"), portal.data().resolve("broker")); // of a host that was not lost
        portal.startAgain(Map.of("DATABASE_URL", restored));

        await().atMost(SOON).until(() -> kept.mayPublish(own(kept)));
        assertThat(revoked.isLetIn()).isFalse();
        assertThat(number(crlInForce())).isGreaterThanOrEqualTo(number);

        Credentials next = register("next");
        assertThat(List.of(serial(kept), serial(revoked))).doesNotContain(serial(next));
        await().atMost(SOON).until(next::isLetIn);
        revoke(next);
        X509CRL crl = crlInForce();
        assertThat(number(crl)).isGreaterThan(number);
        assertThat(crl.getRevokedCertificates())
                .extracting(X509CRLEntry::getSerialNumber)
                .contains(serial(revoked), serial(next))
                .doesNotContain(serial(kept));
        assertThat(next.isLetIn()).isFalse();
        assertLogAndStateAgree();
    }

    /** The proof of state, and the auditor's, who kept a checkpoint from before. */
    private static void assertLogAndStateAgree() throws Exception {
        assertThat(api.post("/audit/state-proof").status()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(api.get("/audit/state-proof").text("state")).isEqualTo("agreed"));
        assertThat(api.post("/audit/checkpoints").status()).isLessThan(300);
        String bundle = directory.resolve("restored.bundle").toString();
        new Shell(portal.url(), directory.resolve("admin.key"))
                .onboard("audit", "export", bundle)
                .is(ExitCode.OK);
        Shell.local(
                        "audit",
                        "verify",
                        bundle,
                        "--checkpoint",
                        directory.resolve("kept.note").toString())
                .is(ExitCode.OK);
    }

    private static BackupScript opened() {
        return script.opening("DATABASE").opening("KEYS");
    }

    private static Map<String, String> identity(String recipient, String file) {
        return Map.of(
                "BACKUP_" + recipient + "_IDENTITY",
                script.folder().resolve(file + ".identity").toString());
    }

    private static Credentials register(String name) throws Exception {
        PortalApi.Answer answer = api.post("/register", """
            {"name": "%s", "type": "machine", "key_algorithm": "ec-p256"}
            """.formatted(name));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return Credentials.fetch(answer, directory.resolve(name), portal);
    }

    /** Revokes it, and waits until the broker was seen to refuse it. */
    private static void revoke(Credentials device) throws Exception {
        assertThat(api.post("/revoke/" + device.deviceId()).text("status")).isEqualTo("revoked");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                api.get("/device/" + device.deviceId()).json().path("enforcement"))
                        .singleElement()
                        .satisfies(broker -> assertThat(
                                        broker.path("receipt_position").asLong())
                                .isPositive()));
    }

    private static String own(Credentials device) {
        return "devices/" + device.deviceId() + "/hello";
    }

    private static BigInteger serial(Credentials device) throws Exception {
        try (InputStream certificate = Files.newInputStream(device.folder().resolve("device.crt"))) {
            return ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(certificate))
                    .getSerialNumber();
        }
    }

    private static X509CRL crlInForce() throws Exception {
        try (InputStream crl = Files.newInputStream(portal.broker().resolve("crl.pem"))) {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(crl);
        }
    }

    /** The extension is an OCTET STRING with an INTEGER in it, both with a length of one byte. */
    private static BigInteger number(X509CRL crl) throws IOException {
        byte[] der = crl.getExtensionValue(CRL_NUMBER);
        return new BigInteger(Arrays.copyOfRange(der, 4, der.length));
    }
}
