package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and finds the Mosquitto of one folder. */
record MosquittoProcess(Path program, MosquittoFolder folder, int port) {
    private static final Logger log = LoggerFactory.getLogger(MosquittoProcess.class);
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    /** Returns the processes that serve this folder already. */
    List<ProcessHandle> leftovers() {
        return ProcessHandle.allProcesses()
                .filter(process -> MosquittoProgram.runsWith(folder.conf(), process))
                .toList();
    }

    /** @throws IOException if the port is taken or the program cannot be run */
    ProcessHandle start() throws IOException {
        if (listening()) {
            throw new IOException("port " + port + " is taken by another program");
        }
        MosquittoLog output = new MosquittoLog(folder.log());
        boundLog();
        if (Files.exists(folder.dynamicSecurity())) {
            new ProjectorAccount(folder).mend();
        }
        Process process = new ProcessBuilder(
                        program.toString(), "-c", folder.conf().toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.file().toFile()))
                .start();
        process.getOutputStream().close();
        return process.toHandle();
    }

    /** Logs where the broker listens, once it does. */
    void announce(ProcessHandle process) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (listening()) {
                log.info(
                        "Mosquitto (process {}) listens for devices on port {} with mutual TLS; its log is {}",
                        process.pid(),
                        port,
                        folder.log());
                return;
            }
            Thread.sleep(GLANCE);
        }
    }

    /** Keeps the broker's log from filling the disk. */
    void boundLog() {
        try {
            new MosquittoLog(folder.log()).bound();
        } catch (IOException e) {
            log.warn("{} is not emptied: {}", folder.log(), e.getMessage());
        }
    }

    String lastWords() {
        return new MosquittoLog(folder.log()).lastWords();
    }

    private boolean listening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) GLANCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
