package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the machine of the measurements. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException, InterruptedException {
        List<String> cpu = Files.readAllLines(Path.of("/proc/cpuinfo"));
        String flags = " " + field(cpu, "flags") + " ";
        String memory = field(Files.readAllLines(Path.of("/proc/meminfo")), "MemTotal");
        return new Table("Machine", "", "")
                .row(
                        "CPU",
                        field(cpu, "model name") + ", family " + field(cpu, "cpu family") + " model "
                                + field(cpu, "model") + (flags.contains(" sha_ni ") ? ", with" : ", without")
                                + " SHA-NI")
                .row("cores", Runtime.getRuntime().availableProcessors())
                .row("memory", Long.parseLong(memory.replaceAll("\\D", "")) / 1024 / 1024 + " GiB")
                .row("kernel", System.getProperty("os.version"))
                .row("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
                .row("OpenSSL", version(ExternalProgram.OPENSSL, "version"))
                .row("Mosquitto", version(ExternalProgram.MOSQUITTO, "-h"))
                .row("pgbench", version(ExternalProgram.PGBENCH, "--version"))
                .toString();
    }

    /** The load averages over one, five and fifteen minutes. */
    static String load() throws IOException {
        return String.join(
                " ",
                Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0],
                Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[1],
                Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[2]);
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String version(ExternalProgram tool, String option) throws InterruptedException {
        try {
            return Stream.of(tool.run(Map.of(), option).split("\n", -1))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replace("mosquitto failed: ", "");
        }
    }
}
