package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.event.CertificateIssued;
import org.deviceonboarding.domain.event.DeviceEvent;
import org.deviceonboarding.domain.event.Recorded;
import org.deviceonboarding.domain.fleet.DeviceModel;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.pki.JdkCertificates;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Whether the log, the device model, the ACL and the CRL say the same of devices. */
record Agreement(JdbcClient jdbc, EventStorageEngine log, Caller admin) {
    private static final JsonMapper STORED = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** What the log says of a device: the fold, and all certificates that it ever got. */
    private record History(DeviceModel model, Set<SerialNumber> issued) {}

    /** @param expected what each device is, as whoever asked was told */
    void on(Map<String, DeviceStatus> expected) throws Exception {
        long head = jdbc.sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
        X509CRL crl = JdkCertificates.crl(
                admin.get("/crl?min_position=" + head).is(200).body());
        Set<String> allowed = admin.get("/audit/state/acl?strategy=explicit&position=" + head)
                .is(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("user "))
                .map(line -> line.substring("user ".length()))
                .collect(Collectors.toSet());
        expected.forEach((id, status) -> {
            History history = history(id);
            assertThat(history.model().status()).as("the log of %s", id).isEqualTo(status);
            assertThat(shown(id)).as("the model of %s", id).isEqualTo(history.model());
            assertThat(allowed.contains(id))
                    .as("the ACL of %s, which is %s", id, status)
                    .isEqualTo(status == DeviceStatus.ACTIVE);
            history.issued()
                    .forEach(serial -> assertThat(inTheCrl(crl, serial))
                            .as("in the CRL, %s of %s", serial, id)
                            .isEqualTo(due(history.model(), serial)));
        });
    }

    private History history(String id) {
        DeviceModel model = null;
        Set<SerialNumber> issued = new HashSet<>();
        List<Long> positions =
                jdbc.sql("""
                        select global_index from domain_event_entry where aggregate_identifier = :id order by sequence_number
                        """).param("id", id).query((row, _) -> row.getLong(1)).list();
        int next = 0;
        for (var message : log.readEvents(id).asStream().toList()) {
            DeviceEvent event = (DeviceEvent) message.getPayload();
            if (event instanceof CertificateIssued certificate) {
                issued.add(certificate.serial());
            }
            model = DeviceModel.after(model, new Recorded<>(positions.get(next++), message.getTimestamp(), event));
        }
        return new History(java.util.Objects.requireNonNull(model), issued);
    }

    private DeviceModel shown(String id) {
        admin.get("/device/" + id).is(200); // waits for the log's head
        return STORED.readValue(
                jdbc.sql("select model from device_model where device_id = :id")
                        .param("id", new DeviceId(id).value())
                        .query(String.class)
                        .single(),
                DeviceModel.class);
    }

    private static String inTheCrl(X509CRL crl, SerialNumber serial) {
        X509CRLEntry entry = crl.getRevokedCertificate(new BigInteger(serial.hex(), 16));
        return entry == null ? "good" : entry.getRevocationReason() == CRLReason.CERTIFICATE_HOLD ? "on hold" : "void";
    }

    private static String due(DeviceModel model, SerialNumber serial) {
        if (!model.live().contains(serial)) {
            return "void";
        }
        return model.status() == DeviceStatus.SUSPENDED ? "on hold" : "good";
    }
}
