package org.deviceonboarding.portal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deviceonboarding.portal.health.ReadyCheck;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.deviceonboarding.testkit.process.FreePort;
import org.deviceonboarding.testkit.process.TestTool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * The Debian package, installed into a folder. Its units' command lines run with their environment, and as root: as a user
 * without rights and on a root file system that is read-only. That is also how the image starts its processes.
 */
@DisplayName("The Debian package")
class DebianPackageIT {
    private static final Path DEB = Path.of("target", "iot-onboarding.deb").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(2);
    private static final boolean ROOT = System.getProperty("user.name").equals("root");
    private static final String SANDBOX = """
            mount --bind "$0" "$0" && mount -o remount,bind,ro / && ! touch /read-only-root 2> /dev/null || exit 70
            cd "$0" && exec setpriv --reuid=nobody --regid=nogroup --clear-groups --bounding-set=-all --no-new-privs "$@"
            """;

    private final List<Process> processes = new ArrayList<>();
    private Path scratch;
    private Path system;

    @BeforeEach
    void install() throws Exception {
        assertThat(DEB).as("This test needs the package: ./mvnw package").exists();
        scratch = Files.createTempDirectory("deb-");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        system = scratch.resolve("system");
        for (String folder : List.of("info", "updates", "triggers")) {
            Files.createDirectories(system.resolve("var/lib/dpkg").resolve(folder));
        }
        Files.createFile(system.resolve("var/lib/dpkg/status"));
        TestTool.succeed(
                scratch,
                List.of(
                        "dpkg",
                        "--root=" + system,
                        "--force-script-chrootless",
                        "--force-depends",
                        "--force-not-root",
                        "--log=" + scratch.resolve("dpkg.log"),
                        "--install",
                        DEB.toString()));
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : processes.reversed()) {
            process.destroy();
            if (!process.waitFor(Duration.ofSeconds(30))) {
                process.destroyForcibly();
            }
        }
        FileSystemUtils.deleteRecursively(scratch);
    }

    @Test
    void startsAPortalAndTheProcessBesideABroker() throws Exception {
        assertThat(Files.readAllLines(system.resolve("var/lib/dpkg/info/iot-onboarding.conffiles")))
                .allSatisfy(
                        file -> assertThat(system.resolve(file.substring(1))).isRegularFile())
                .contains("/etc/iot-onboarding/acl.env");
        TestTool.succeed(scratch, List.of("systemd-sysusers", "--root=" + system));
        assertThat(Files.readString(system.resolve("etc/passwd")))
                .containsPattern("iot-onboarding:x:\\d+:\\d+:[^:]*:/var/lib/iot-onboarding:/usr/sbin/nologin");

        TestDatabase database = TestPostgres.empty();
        int port = FreePort.find();
        int aclPort = FreePort.find();
        Map<String, String> common = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "PORTAL_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1 -Xmx256m -XX:-UsePerfData -Djava.io.tmpdir=" + writable("tmp"),
                "SPRING_CONFIG_IMPORT",
                "configtree:" + secrets(database) + "/",
                "DATABASE_URL",
                database.url().replaceFirst(":[^:@/]*@", ":\\${DATABASE_PASSWORD}@"),
                "MQTT_BROKER_PORT",
                Integer.toString(FreePort.find()),
                "DEVICE_PORT",
                "off",
                "KEY_POOL_SIZE",
                "0",
                "SHUTDOWN_DELAY",
                "0s");
        Process portal = start(
                "iot-onboarding@.service",
                "command.env",
                common,
                Map.of(
                        "PORTAL_ROLES", "command,query,crl",
                        "PORT", Integer.toString(port),
                        "DATA_DIR", writable("portal").toString()));
        await("the portal is ready").atMost(START).until(() -> answers(port, portal, "/health/ready"));
        assertThat(healthCheck(port)).isZero();
        assertThat(healthCheck(aclPort)).isEqualTo(1);

        Path broker = writable("projector");
        Process projector = start(
                "iot-onboarding-projector.service",
                "acl.env",
                common,
                Map.of(
                        "PORT", Integer.toString(aclPort),
                        "BROKER_ADMIN_PORT", Integer.toString(FreePort.find()),
                        "CRL_URL", "http://127.0.0.1:" + port + "/crl.pem",
                        "BROKER_RELOAD_COMMAND", "touch " + broker.resolve("broker/reload"),
                        "DATA_DIR", broker.toString()));
        await("the broker's folder").atMost(START).until(() -> Files.exists(broker.resolve("broker/mosquitto.conf")));
        start(
                "iot-onboarding-mosquitto.service",
                "",
                Map.of(),
                Map.of("FOLDER", broker.resolve("broker").toString()));
        await("the broker enforces")
                .atMost(START)
                .until(() -> answers(aclPort, projector, "/health")
                        && new Caller(aclPort, null)
                                .get("/health")
                                .json()
                                .path("checks")
                                .path("mqtt_broker")
                                .asString()
                                .equals("healthy"));

        portal.destroy();
        assertThat(portal.waitFor(Duration.ofMinutes(1))).isTrue();
        assertThat(portal.exitValue()).isEqualTo(143);
    }

    private boolean answers(int port, Process process, String path) throws IOException, InterruptedException {
        assertThat(process.isAlive()).as(() -> "it runs; " + log()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException _) {
            return false;
        }
    }

    /** Asks as the image does. */
    private int healthCheck(int port) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx16m",
                "-cp",
                system.resolve("usr/share/iot-onboarding/app/portal.jar").toString(),
                ReadyCheck.class.getName());
        check.environment().put("PORT", Integer.toString(port));
        return check.start().waitFor();
    }

    private Process start(String unit, String settings, Map<String, String> common, Map<String, String> own)
            throws IOException {
        InstalledUnit installed =
                InstalledUnit.read(system.resolve("usr/lib/systemd/system").resolve(unit));
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("unshare", "--mount", "sh", "-c", SANDBOX, scratch.toString()));
        }
        command.add(system + installed.command().getFirst());
        if (own.containsKey("FOLDER")) {
            command.add(own.get("FOLDER"));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(scratch.resolve("log").toFile()));
        Map<String, String> environment =
                new TreeMap<>(Map.of("PATH", System.getenv("PATH"), "MQTT_BROKER_HOST", "localhost"));
        environment.putAll(installed.environment());
        if (!settings.isEmpty()) {
            Files.readAllLines(system.resolve("etc/iot-onboarding").resolve(settings)).stream()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .forEach(line -> environment.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        }
        environment.putAll(common);
        environment.putAll(own);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path secrets(TestDatabase database) throws IOException {
        Path folder = writable("secrets");
        Files.writeString(folder.resolve("DATABASE_PASSWORD"), database.password() + "\n");
        Files.writeString(folder.resolve("SECRET_KEY"), "only for this test, and long enough for it\n");
        return folder;
    }

    private Path writable(String name) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve(name));
        if (ROOT) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        return folder;
    }

    private String log() {
        try {
            return Files.readString(scratch.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
