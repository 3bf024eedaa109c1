package org.deviceonboarding.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.pki.KeyAlgorithm;
import org.deviceonboarding.pki.NativeCrypto;

/** Measures the machine's cryptography without the portal, per CPU second on one thread. */
final class RawCryptoSection implements Section {
    private static final Duration KEYS = Duration.ofSeconds(10);
    private static final Pattern RSA = Pattern.compile("(?m)^rsa 2048 bits +\\S+ +\\S+ +([0-9.]+)");
    private static final Pattern ECDSA = Pattern.compile("(?m)^ *256 bits ecdsa \\(nistp256\\) +\\S+ +\\S+ +([0-9.]+)");

    private final SecureRandom random;

    RawCryptoSection(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "crypto";
    }

    @Override
    public List<ExternalProgram> needs() {
        return List.of(ExternalProgram.OPENSSL);
    }

    @Override
    public String measure(Workspace workspace, Scale extent) throws Exception {
        Table table = new Table("Cryptography alone, one thread", "what", "per CPU second");
        String speed = ExternalProgram.OPENSSL.run(Map.of(), "speed", "-seconds", "2", "rsa2048", "ecdsap256");
        table.row("`openssl speed`, RSA-2048 signatures", rate(RSA, speed));
        table.row("`openssl speed`, ECDSA P-256 signatures", rate(ECDSA, speed));
        table.row("`openssl genrsa 2048`, one process per key", opensslKeys());
        table.row("RSA-2048 keys as the portal makes them (" + NativeCrypto.name() + ")", keys(KeyAlgorithm.RSA_2048));
        table.row("P-256 keys as the portal makes them (" + NativeCrypto.name() + ")", keys(KeyAlgorithm.EC_P256));
        return table.toString();
    }

    private static double rate(Pattern line, String output) throws IOException {
        Matcher found = line.matcher(output);
        if (!found.find()) {
            throw new IOException("openssl speed says something unexpected: " + output);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double opensslKeys() throws IOException, InterruptedException {
        double begin = Usage.ofFamily(ProcessHandle.current()).cpuSeconds()
                - Usage.of(ProcessHandle.current()).cpuSeconds();
        long deadline = System.nanoTime() + KEYS.toNanos();
        int keys = 0;
        while (System.nanoTime() - deadline < 0) {
            ExternalProgram.OPENSSL.run(Map.of(), "genrsa", "-out", "/dev/null", "2048");
            keys++;
        }
        double end = Usage.ofFamily(ProcessHandle.current()).cpuSeconds()
                - Usage.of(ProcessHandle.current()).cpuSeconds();
        return keys / (end - begin);
    }

    private double keys(KeyAlgorithm algorithm) {
        algorithm.generate(random);
        double begin = Usage.of(ProcessHandle.current()).cpuSeconds();
        long deadline = System.nanoTime() + KEYS.toNanos();
        int keys = 0;
        while (System.nanoTime() - deadline < 0) {
            algorithm.generate(random);
            keys++;
        }
        return keys / (Usage.of(ProcessHandle.current()).cpuSeconds() - begin);
    }
}
