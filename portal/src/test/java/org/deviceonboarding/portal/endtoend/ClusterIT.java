package org.deviceonboarding.portal.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The small form of {@code deploy/cluster}: nginx, two command processes, one query process, one broker, PostgreSQL. */
@DisplayName("A cluster behind nginx")
class ClusterIT {
    private static final Path SCRIPT = Path.of("..", "deploy", "cluster").toAbsolutePath();
    private static final int FIRST_PORT = 12_000;
    private static final int END_OF_PORTS = 31_000;

    /** From the first port of a cluster on. */
    private static final int[] PORTS = {80, 101, 102, 151, 152, 201, 301, 443, 501, 600, 883};

    private Path folder;
    private Map<String, String> settings;

    @BeforeEach
    void chooseAPlace() throws Exception {
        // As root, the user "postgres" has to enter it.
        folder = Files.createTempDirectory("cluster-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        settings = Map.of(
                "CLUSTER_DIR", folder.resolve("data").toString(),
                "PORTS", Integer.toString(freePorts()),
                "DATABASE", "single",
                "COMMANDS", "2",
                "QUERIES", "1",
                "BROKERS", "1",
                "MONITORING", "false",
                "KEY_POOL_SIZE", "0",
                "CLUSTER_LOAD_CLASSES", classesOfTheLoad());
    }

    @AfterEach
    void removeIt() throws Exception {
        if (Files.exists(folder.resolve("data"))) {
            cluster("down", "--purge");
        }
        Files.deleteIfExists(folder);
    }

    @Test
    void losesNothingWhenProcessesAreKilled() throws Exception {
        Outcome up = cluster("up");
        assertThat(up.exit()).as(up.output()).isZero();

        Outcome load =
                cluster("load", "--seconds", "16", "--kill-every", "4", "--kill", "command-1,mosquitto-1,database");

        assertThat(load.output().strip().lines().toList().getLast())
                .as(load.output())
                .startsWith("PASS: 16 s, 3 kills, ")
                .contains(", 0 lost, 0 double names, 0 double serials, 0 let in after the receipt, ");
        assertThat(load.exit()).isZero();
        assertThat(cluster("down", "--purge").exit()).isZero();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private record Outcome(int exit, String output) {}

    private Outcome cluster(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("cluster-", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().putAll(settings);
            Process process = builder.start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            if (!ended) {
                Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                        .toList()
                        .forEach(ProcessHandle::destroyForcibly);
            }
            assertThat(ended).as(() -> command + " ends").isTrue();
            String output = Files.readString(said);
            return new Outcome(process.exitValue(), output);
        } finally {
            Files.delete(said);
        }
    }

    /** The jars and folders with what the load needs, one class of each. */
    private static String classesOfTheLoad() throws ClassNotFoundException {
        Set<String> places = new LinkedHashSet<>();
        for (String name : List.of(
                "org.deviceonboarding.bench.ClusterLoad",
                "org.bouncycastle.openssl.jcajce.JcaPEMWriter",
                "org.bouncycastle.asn1.misc.MiscObjectIdentifiers",
                "org.bouncycastle.asn1.ASN1Primitive",
                "tools.jackson.databind.json.JsonMapper",
                "tools.jackson.core.JsonParser",
                "com.fasterxml.jackson.annotation.JsonProperty")) {
            URL place =
                    Class.forName(name).getProtectionDomain().getCodeSource().getLocation();
            places.add(Path.of(place.getPath()).toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private static int freePorts() {
        int first;
        do {
            first = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS) / 1_000 * 1_000;
        } while (!areFree(first));
        return first;
    }

    private static boolean areFree(int first) {
        return IntStream.of(PORTS).allMatch(port -> isFree(first + port));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
