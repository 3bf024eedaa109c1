package org.deviceonboarding.portal.endtoend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.testkit.device.CredentialsZip;
import org.deviceonboarding.testkit.http.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys to all certificates of an installation, also to those that were void before anybody fetched them: it has the database
 * keep a copy of each bundle.
 *
 * @param folder with a folder for each certificate, named by its serial number
 */
record Wallet(JdbcClient jdbc, Path folder) {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(String lock, byte[] zip) {}

    static Wallet open(JdbcClient jdbc, Path folder) {
        jdbc.sql("create table kept_bundle (like credential_bundle)").update();
        jdbc.sql("create rule keep as on insert to credential_bundle do also insert into kept_bundle values (new.*)")
                .update();
        return new Wallet(jdbc, folder);
    }

    /** @param answers those that told the bundles' passwords */
    void putBundles(List<Answer> answers) throws IOException, CertificateException {
        Map<String, String> passwords = passwords(answers);
        List<Sealed> bundles = jdbc.sql(
                        "select coalesce(job_id::text, token_hash), zip from kept_bundle where zip is not null")
                .query((row, _) -> new Sealed(String.valueOf(row.getString(1)), row.getBytes(2)))
                .list();
        for (Sealed bundle : bundles) {
            Map<String, String> files = CredentialsZip.open(bundle.zip(), text(passwords, bundle.lock()))
                    .files();
            put(text(files, "device.crt"), text(files, "device.key"), text(files, "ca.crt"));
        }
    }

    private static String text(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    /** What devices have in their folders that make their own keys. */
    void putOwnKeys(Path devices) throws IOException, CertificateException {
        List<Path> certificates;
        try (Stream<Path> files = Files.walk(devices)) {
            certificates = files.filter(file -> file.toString().endsWith(".crt") && !file.endsWith("ca.crt"))
                    .toList();
        }
        for (Path certificate : certificates) {
            String key = certificate.getFileName().toString().replace(".crt", ".key");
            put(
                    Files.readString(certificate),
                    Files.readString(certificate.resolveSibling(key)),
                    Files.readString(certificate.resolveSibling("ca.crt")));
        }
    }

    Credentials credentials(String deviceId, String serial, int brokerPort) {
        return new Credentials(deviceId, folder.resolve(serial), brokerPort);
    }

    private void put(String certificate, String key, String root) throws IOException, CertificateException {
        X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
        Path files = Files.createDirectories(
                folder.resolve(SerialNumber.of(leaf.getSerialNumber()).hex()));
        Files.writeString(files.resolve("device.crt"), certificate);
        Files.writeString(files.resolve("device.key"), key);
        Files.writeString(files.resolve("ca.crt"), root);
    }

    /** By what is locked with it: the bundle behind a link, named by the digest of the link's token, or all bundles of a job. */
    private static Map<String, String> passwords(List<Answer> answers) {
        Map<String, String> passwords = new HashMap<>();
        for (Answer answer : answers) {
            String link = answer.field("credentials_link");
            passwords.put(
                    link.isEmpty() ? answer.field("bulk_id") + answer.field("import_id") : digest(link),
                    answer.field("credentials_password"));
        }
        return passwords;
    }

    private static String digest(String link) {
        String token = link.substring(link.lastIndexOf('/') + 1);
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII)).hex();
    }
}
