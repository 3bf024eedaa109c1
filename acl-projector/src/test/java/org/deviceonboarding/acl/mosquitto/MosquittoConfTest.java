package org.deviceonboarding.acl.mosquitto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.acl.broker.BrokerProperties;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.acl.folder.FolderOwner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The broker's configuration")
class MosquittoConfTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BrokerSettings.Admin ADMIN = new BrokerSettings.Admin("localhost", 18883);

    @TempDir
    Path temp;

    @Test
    void asksEveryDeviceForACertificateAndForcesItsName() throws Exception {
        conf(8883).write();

        assertThat(new MosquittoFolder(folder()).conf())
                .content()
                .contains("\nallow_anonymous false\n")
                .contains("\nlistener 8883\n")
                .contains("\nrequire_certificate true\nuse_identity_as_username true\nuse_username_as_clientid true\n")
                .contains("\nacl_file " + folder().acl() + "\n")
                .contains("\ncrlfile " + folder().crl() + "\n")
                .contains("\nplugin /usr/lib/plugin.so\n")
                .contains("\nlistener 18883 127.0.0.1\nmax_connections 8\ncertfile ")
                .doesNotContain("user ");
        assertThat(new MosquittoFolder(folder()).dynamicSecurity())
                .content()
                .contains("\"clients\": [{\"username\": \"projector\"");
    }

    @Test
    void letsTheBrokerAnswerAtOnce() {
        assertThat(conf(8883).render()).contains("\nset_tcp_nodelay true\n");
    }

    @Test
    void isRewrittenOnlyWhenItChanges() throws Exception {
        assertThat(conf(8883).write()).isTrue();
        FileTime then = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(new MosquittoFolder(folder()).conf(), then);

        assertThat(conf(8883).write()).isFalse();
        assertThat(Files.getLastModifiedTime(new MosquittoFolder(folder()).conf()))
                .isEqualTo(then);
        assertThat(conf(8884).write()).isTrue();
        assertThat(new MosquittoFolder(folder()).conf()).content().contains("listener 8884");
    }

    @Test
    void leavesAnOperatorsOwnAlone() throws Exception {
        folder().create();
        Files.writeString(new MosquittoFolder(folder()).conf(), "listener 1883\n");

        conf(8883).write();

        assertThat(new MosquittoFolder(folder()).conf()).hasContent("listener 1883\n");
        assertThat(conf(8883).write()).isFalse();
    }

    @Test
    void keepsWhatThePluginStored() throws Exception {
        conf(8883).write();
        Files.writeString(new MosquittoFolder(folder()).dynamicSecurity(), "{}");
        conf(8883).write();

        assertThat(new MosquittoFolder(folder()).dynamicSecurity()).hasContent("{}");
    }

    @Test
    void namesAUserOnlyForRoot() {
        assertThat(new MosquittoConf(
                                new MosquittoFolder(folder()),
                                8883,
                                ADMIN,
                                Optional.empty(),
                                Optional.of("root"),
                                Optional.empty(),
                                RANDOM)
                        .render())
                .contains("\nuser root\n")
                .doesNotContain("plugin", "18883");
    }

    @Test
    void givesNoSessionAnEndThatMosquitto2Point0CrashesOver() {
        for (String version : List.of("2.0.11", "2.0.22", "2.0.23")) {
            assertThat(conf(8883, version).mayCrash()).isTrue();
            assertThat(conf(8883, version).render())
                    .contains("\nautosave_interval 300\n")
                    .doesNotContain("persistent_client_expiration");
        }
        for (String version : List.of("2.1.0", "2.1.2", "2.10.0", "3.0.0")) {
            assertThat(conf(8883, version).mayCrash()).isFalse();
            assertThat(conf(8883, version).render()).contains("\npersistent_client_expiration 14d\n");
        }
    }

    @Test
    void letsGrantsWaitLongerWhereAReloadMayCrashTheBroker() {
        assertThat(gathering(Optional.of("2.0.11"))).isEqualTo(Duration.ofSeconds(5));
        assertThat(gathering(Optional.of("2.1.2"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(gathering(Optional.empty())).isEqualTo(Duration.ofSeconds(1));
    }

    private Duration gathering(Optional<String> version) {
        BrokerSettings settings = BrokerSettings.of(
                new BrokerProperties(
                        null,
                        folder().acl().toString(),
                        null,
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
        BrokerHeartbeat heartbeat = new BrokerHeartbeat(settings, new FolderOwner(folder()), false);
        return new Mosquitto(conf(8883, version), new NoReload(), null, heartbeat, null).gathering();
    }

    @Test
    void knowsTheVersionOfAProgram() throws Exception {
        Path program = Files.writeString(
                temp.resolve("mosquitto"), "#!/bin/sh\necho mosquitto version 2.1.2; echo; echo usage; exit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThat(MosquittoProgram.version(program)).contains("2.1.2");
        assertThat(MosquittoProgram.version(Path.of("/bin/true"))).isEmpty();
        assertThat(MosquittoProgram.version(temp.resolve("nothing"))).isEmpty();
    }

    @Test
    void loadsThePluginThatCameWithTheProgram() throws Exception {
        Path program = Files.createFile(
                Files.createDirectories(temp.resolve("there/sbin")).resolve("mosquitto"));
        Path plugin = Files.createFile(Files.createDirectories(temp.resolve("there/lib/x86_64-linux-gnu"))
                .resolve("mosquitto_dynamic_security.so"));
        Path link = Files.createSymbolicLink(temp.resolve("mosquitto"), program);

        assertThat(MosquittoProgram.plugin(Optional.of(program))).contains(plugin.toRealPath());
        assertThat(MosquittoProgram.plugin(Optional.of(link))).contains(plugin.toRealPath());
        assertThat(MosquittoProgram.plugin(Optional.empty())).isNotEqualTo(Optional.of(plugin.toRealPath()));
    }

    private BrokerFolder folder() {
        return new BrokerFolder(temp.resolve("a broker").resolve("mosquitto.acl"));
    }

    private MosquittoConf conf(int port) {
        return conf(port, "2.1.2");
    }

    private MosquittoConf conf(int port, String version) {
        return conf(port, Optional.of(version));
    }

    private MosquittoConf conf(int port, Optional<String> version) {
        return new MosquittoConf(
                new MosquittoFolder(folder()),
                port,
                ADMIN,
                Optional.of(Path.of("/usr/lib/plugin.so")),
                Optional.empty(),
                version,
                RANDOM);
    }
}
