package org.deviceonboarding.acl.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.acl.TestLog;
import org.deviceonboarding.acl.TestPki;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.policy.BrokerEnrolment;
import org.deviceonboarding.domain.broker.Canary;
import org.deviceonboarding.domain.event.BrokerEvent;
import org.deviceonboarding.domain.event.BrokerKeysPresented;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The enroller")
class EnrollerTest {
    private static final TestPki PKI = TestPki.SHARED;

    @TempDir
    Path temp;

    private final List<BrokerEvent> events = new ArrayList<>();
    private InstantSource clock = InstantSource.system();

    @Test
    void installsWhatTheCaAnswers() throws Exception {
        present("mqtt.example");

        enroller("mqtt.example").keep(answered());

        assertThat(waiting()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().serverKey())))
                .isEqualTo("rw-------");
        enroller("mqtt.example").keep(answered());
        assertThat(events).hasSize(1);
    }

    @Test
    void finishesWhatAKillCutShort() throws Exception {
        present("mqtt.example");
        Files.move(next(folder().serverKey()), folder().serverKey());

        enroller("mqtt.example").keep(answered());

        assertThat(waiting()).isEmpty();
        assertThat(events).hasSize(1);
    }

    @Test
    void asksForANewCertificateWhereDevicesFindTheBrokerElsewhere() throws Exception {
        present("mqtt.example");
        BrokerEnrolment enrolment = answered();
        enroller("mqtt.example").keep(enrolment);

        enroller("elsewhere.example").keep(enrolment);

        assertThat(events).hasSize(2);
        assertThat(newest().hosts()).containsExactly("elsewhere.example");
        enroller("elsewhere.example").keep(answered());
        assertThat(waiting()).isEmpty();
    }

    @Test
    void saysForWhatTheCaHasNotSigned() throws Exception {
        present("mqtt example");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> enroller("mqtt example").keep(presented()))
                .withMessageContaining("[mqtt example]");
        assertThat(events).hasSize(1);
    }

    @Test
    void letsRevocationsOutThoughTheCertificatesExpired() throws Exception {
        present("mqtt.example");
        BrokerEnrolment enrolment = answered();
        enroller("mqtt.example").keep(enrolment);
        clock = InstantSource.fixed(Instant.now().plusSeconds(400L * 24 * 3600));

        enroller("mqtt.example").keep(enrolment);

        assertThat(events).hasSize(2);
    }

    @Test
    void asksAgainOnceAnHourForCertificatesThatHoldFromLaterOn() throws Exception {
        present("mqtt.example");
        BrokerEnrolment enrolment = answered();
        Enroller enroller = enroller("mqtt.example");
        Instant real = Instant.now();
        clock = InstantSource.fixed(real.minusSeconds(3 * 86_400));
        enroller.keep(enrolment); // They are in place.
        enroller.keep(enrolment);
        enroller.keep(enrolment);
        assertThat(events).hasSize(1);

        clock = InstantSource.fixed(real.minusSeconds(3 * 86_400 - 3601));
        enroller.keep(enrolment);
        enroller.keep(enrolment);
        assertThat(events).hasSize(2);

        clock = InstantSource.fixed(real.plusSeconds(60));
        enroller.keep(answered());
        assertThat(waiting()).isEmpty();
        clock = InstantSource.fixed(real.plusSeconds(7200));
        enroller.keep(answered());
        assertThat(events).hasSize(2);
    }

    private void present(String host) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> enroller(host).keep(introduced()))
                .withMessageContaining("not signed");
        assertThat(waiting()).hasSize(2);
    }

    private BrokerEnrolment introduced() {
        return BrokerEnrolment.none(TestLog.BROKER).after(PKI.authority());
    }

    private BrokerEnrolment presented() {
        return introduced().after(newest());
    }

    private BrokerEnrolment answered() throws IOException {
        BrokerEnrolment asked = presented();
        Canary canary = asked.canary();
        return new BrokerEnrolment(
                asked.broker(),
                canary,
                asked.chain(),
                asked.presented(),
                PKI.certify("localhost", newest().serverKey()),
                PKI.certify(canary.resident().value(), newest().canaryKey()),
                PKI.certify(canary.outcast().value(), newest().canaryKey()),
                null);
    }

    private BrokerKeysPresented newest() {
        return (BrokerKeysPresented) events.getLast();
    }

    private List<Path> waiting() {
        return List.of(next(folder().serverKey()), next(folder().canaryKey())).stream()
                .filter(Files::exists)
                .toList();
    }

    private static Path next(Path key) {
        return key.resolveSibling(key.getFileName() + ".next");
    }

    private Enroller enroller(String host) {
        BrokerSettings broker = BrokerSettings.of(
                new BrokerProperties(
                        null,
                        folder().acl().toString(),
                        host,
                        null,
                        false,
                        null,
                        null,
                        "http://localhost/crl.pem",
                        null,
                        null,
                        null,
                        null),
                Optional.empty());
        return new Enroller(broker, events::add, new SecureRandom(), () -> clock.instant());
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("broker").resolve("mosquitto.acl"));
    }
}
