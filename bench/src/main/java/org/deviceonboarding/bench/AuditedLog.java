package org.deviceonboarding.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.deviceonboarding.pki.CaStore;
import org.deviceonboarding.pki.CertificateAuthority;
import org.deviceonboarding.pki.DeviceProfile;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.Pem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A log to audit: copies of one device that was registered and renewed and whose credentials were fetched. Each copy has two
 * certificates that the installation's CA signed, so that a verification does as much work as with a real log.
 */
final class AuditedLog {
    static final int EVENTS_PER_DEVICE = 5;
    static final String SECRET = "bench-bench-bench-bench-bench-bench";

    private static final String TURN =
            "select pg_advisory_xact_lock(" + 0x4556454E544C4F47L + "), pg_notify('event_log', 'bench')";
    private static final String COPY = """
            insert into domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                                            payload_type, payload_revision, payload, meta_data)
            select gen_random_uuid()::text, made.id, sequence_number, type, time_stamp, payload_type, payload_revision,
                   replace(replace(replace(replace(replace(replace(replace(replace(payload,
                       original.pem_1, made.pem_1), original.pem_2, made.pem_2),
                       original.print_1, made.print_1), original.print_2, made.print_2),
                       original.serial_1, made.serial_1), original.serial_2, made.serial_2),
                       original.name, made.name), original.id, made.id),
                   meta_data
            from bench_device made
            join bench_device original on original.number = 0 and made.number > 0
            join domain_event_entry on aggregate_identifier = original.id
            order by made.number, sequence_number
            """;

    private final PortalInstallation portal;
    private final SecureRandom random;

    AuditedLog(PortalInstallation portal, SecureRandom random) {
        this.portal = portal;
        this.random = random;
    }

    void fill(int events) throws IOException, InterruptedException, SQLException, GeneralSecurityException {
        String name = "pattern-to-audit";
        String id =
                portal.api().register(name, Workload.EC_P256).path("device_id").asString();
        portal.api().renew(id);
        try (Connection connection = portal.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    create temporary table bench_device (number integer primary key, id text, name text,
                        serial_1 text, print_1 text, pem_1 text, serial_2 text, print_2 text, pem_2 text)
                    """);
            JsonNode first = original(statement, id, "asc");
            JsonNode second = original(statement, id, "desc");
            try (PreparedStatement row =
                    connection.prepareStatement("insert into bench_device values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                put(row, 0, id, name, texts(first), texts(second));
                row.executeUpdate();
                copies(row, events / EVENTS_PER_DEVICE, first, second);
            }
            statement.execute(TURN);
            statement.execute(COPY);
            connection.commit();
        }
    }

    private void copies(PreparedStatement row, int devices, JsonNode first, JsonNode second)
            throws SQLException, GeneralSecurityException {
        KeyPair key = KeyAlgorithm.EC_P256.generate(random);
        CertificateAuthority then = authority(first);
        CertificateAuthority later = authority(second);
        for (int number = 1; number < devices; number++) {
            String id = UUID.nameUUIDFromBytes(("bench-" + number).getBytes(StandardCharsets.UTF_8))
                    .toString();
            put(
                    row,
                    number,
                    id,
                    "audited-" + number,
                    texts(then.issueDevice(id, key.getPublic(), profile(first))),
                    texts(later.issueDevice(id, key.getPublic(), profile(second))));
            row.addBatch();
            if (number % 1_000 == 0) {
                row.executeBatch();
            }
        }
        row.executeBatch();
    }

    /** The installation's CA as of the moment at which it signed the original. */
    private CertificateAuthority authority(JsonNode issued) throws GeneralSecurityException {
        Instant moment =
                Instant.parse(issued.path("not_before").asString()).plus(CertificateAuthority.DEFAULT_BACKDATE);
        byte[] password = KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(SECRET.getBytes(StandardCharsets.UTF_8))
                        .addSalt("org.deviceonboarding.portal".getBytes(StandardCharsets.UTF_8))
                        .thenExpand("ca key store".getBytes(StandardCharsets.UTF_8), 32));
        Path folder = portal.brokerFolder().resolveSibling("ca");
        return CaStore.pkcs12(folder, HexFormat.of().formatHex(password).toCharArray())
                .open(() -> moment, random);
    }

    private static DeviceProfile profile(JsonNode issued) {
        Duration validity = Duration.between(
                        Instant.parse(issued.path("not_before").asString()),
                        Instant.parse(issued.path("not_after").asString()))
                .plusSeconds(1);
        return new DeviceProfile(validity, URI.create("http://portal.example/crl"));
    }

    private static JsonNode original(Statement statement, String id, String order) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select payload from domain_event_entry where aggregate_identifier = '" + id
                        + "' and payload_type = 'CertificateIssued' order by global_index " + order + " limit 1")) {
            row.next();
            return JsonMapper.shared().readTree(row.getString(1));
        }
    }

    private static String[] texts(JsonNode issued) {
        return texts(
                issued.path("serial").asString(),
                issued.path("fingerprint").asString(),
                issued.path("certificate_pem").asString());
    }

    private static String[] texts(X509Certificate certificate) throws GeneralSecurityException {
        return texts(
                certificate.getSerialNumber().toString(16),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())),
                Pem.certificate(certificate));
    }

    // As it stands in the JSON of the payload.
    private static String[] texts(String serial, String fingerprint, String pem) {
        return new String[] {serial, fingerprint, pem.replace("\n", "\\n")};
    }

    private static void put(PreparedStatement row, int number, String id, String name, String[] first, String[] second)
            throws SQLException {
        row.setInt(1, number);
        row.setString(2, id);
        row.setString(3, name);
        for (int i = 0; i < first.length; i++) {
            row.setString(4 + i, first[i]);
            row.setString(4 + first.length + i, second[i]);
        }
    }
}
