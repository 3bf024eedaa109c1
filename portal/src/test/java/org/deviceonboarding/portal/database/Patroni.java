package org.deviceonboarding.portal.database;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deviceonboarding.testkit.http.Caller;
import org.deviceonboarding.testkit.process.TestTool;

/** Three nodes of PostgreSQL under Patroni, started as {@code deploy/patroni/run} does it for anybody. */
record Patroni(Path folder, int port) {
    private static final Path RUN =
            Path.of("..", "deploy", "patroni", "run").toAbsolutePath().normalize();
    private static final List<String> NODES = List.of("node1", "node2", "node3");
    private static final Duration GENEROUS = Duration.ofMinutes(4);

    /** @param folder that the user postgres can reach, if the tests run as root */
    static Patroni in(Path folder) {
        return new Patroni(folder, freePorts());
    }

    void up() throws Exception {
        TestTool.succeed(folder, run("up"), GENEROUS.multipliedBy(2));
    }

    /** The first of as many free ports as the script takes, below those that the system gives to anybody. */
    private static int freePorts() {
        return new Random()
                .ints(12_000, 30_000)
                .filter(first -> IntStream.rangeClosed(first, first + 22).allMatch(Patroni::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /** As {@code DATABASE_URL}. */
    String url() throws Exception {
        return TestTool.run(folder, run("url")).output().strip();
    }

    String leader() {
        return await().atMost(GENEROUS)
                .until(() -> with("/primary"), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until a second node stands by for the leader, so that another one may be lost. */
    void awaitStandby(String node) {
        await().atMost(GENEROUS)
                .until(() ->
                        agent(node, "/replica?lag=16MB") && with("/synchronous").isPresent());
    }

    private Optional<String> with(String role) {
        return NODES.stream().filter(node -> agent(node, role)).findFirst();
    }

    private boolean agent(String node, String question) {
        try {
            return new Caller(port + 10 + NODES.indexOf(node) + 1, null)
                            .get(question)
                            .status()
                    == 200;
        } catch (RuntimeException e) {
            return false; // it is down
        }
    }

    /** Sends a signal to a node's agent, its PostgreSQL and all processes of that. */
    void signal(String signal, String node) throws Exception {
        String[] processes =
                TestTool.run(folder, run("pids", node)).output().strip().split("\\s+");
        TestTool.run(
                folder,
                Stream.concat(Stream.of("kill", signal), Arrays.stream(processes))
                        .toList());
    }

    void start(String node) throws Exception {
        TestTool.succeed(folder, run("start", node));
    }

    private List<String> run(String... words) {
        List<String> command =
                new ArrayList<>(List.of("env", "PATRONI_DIR=" + folder.resolve("state"), "PATRONI_PORT=" + port));
        command.add(RUN.toString());
        command.addAll(List.of(words));
        return command;
    }

    void down() throws Exception {
        TestTool.succeed(folder, run("down"));
    }
}
