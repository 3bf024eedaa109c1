package org.deviceonboarding.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks which Mosquitto is installed on this machine, and whether the fleet is too large for this version. Up to 2.0 the time of
 * a reload grows with the square of the number of ACL blocks.
 */
final class MosquittoCheck implements DoctorCheck {
    private static final Pattern VERSION = Pattern.compile("mosquitto version (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Pattern ACTIVE = Pattern.compile("(?m)^active_devices_total(?:\\{[^}]*})? ([0-9.eE+]+)$");
    private static final long MOST_BLOCKS = 5_000;
    private static final int OUTPUT = 4096;

    @Override
    public String subject() {
        return "mosquitto";
    }

    @Override
    public List<DoctorFinding> findings(DoctorContext context) throws IOException {
        if (!context.broker().host().matches("localhost|127\\..*|\\[?::1]?")) {
            return List.of(DoctorFinding.note(
                    "mosquitto",
                    "the version of a broker on another machine cannot be seen from here",
                    "2.1.2 or newer; 2.0 is good for " + MOST_BLOCKS
                            + " devices in its ACL: docs/mosquitto-versions.md"));
        }
        Optional<Matcher> version = installed();
        if (version.isEmpty()) {
            return List.of(DoctorFinding.note(
                    "mosquitto",
                    "there is none on this machine's PATH or in /usr/sbin",
                    "Fine if the broker is elsewhere"));
        }
        String text = version.get().group(1) + "." + version.get().group(2) + "."
                + version.get().group(3);
        if (!text.startsWith("2.0.")) {
            return List.of(DoctorFinding.ok("mosquitto", text + " is installed here"));
        }
        return List.of(limits(context, text), crashes(text));
    }

    private static DoctorFinding limits(DoctorContext context, String version) {
        long active = active(context);
        boolean explicit = explicit(context);
        String what = version + " is installed here: good for " + MOST_BLOCKS + " devices in its ACL, "
                + (active < 0 ? "unknown how many there are" : active + " are active");
        if (explicit && active > MOST_BLOCKS) {
            return DoctorFinding.fail(
                    "mosquitto",
                    what,
                    "Update to 2.1.2 or newer, or leave BROKER_ACL_STRATEGY at auto; templates that differ by type leave no"
                            + " patterns (decisions 0013 and 0038)");
        }
        return explicit && active > MOST_BLOCKS / 2
                ? DoctorFinding.warn("mosquitto", what, "Update to 2.1.2 or newer before the fleet grows further")
                : DoctorFinding.ok("mosquitto", what);
    }

    private static DoctorFinding crashes(String version) {
        return DoctorFinding.note(
                "mosquitto",
                version + " may crash after a reload while devices whose MQTT 5 sessions expire are away, and loses"
                        + " messages for all who are",
                "Update to 2.1.2 or newer, or use clean sessions, or MQTT 3.1.1: docs/mosquitto-versions.md");
    }

    /** Whether a broker uses the strategy explicit. */
    private static boolean explicit(DoctorContext context) {
        try {
            return !context.portal().hasKey()
                    || context.portal()
                            .json("/brokers", Map.of())
                            .path("items")
                            .valueStream()
                            .anyMatch(broker -> !broker.path("strategy")
                                    .asString("explicit")
                                    .equals("pattern"));
        } catch (IOException e) {
            return true;
        }
    }

    private static long active(DoctorContext context) {
        try {
            Matcher active = ACTIVE.matcher(context.open().text("/metrics", Map.of(), "text/plain"));
            return active.find() ? (long) Double.parseDouble(active.group(1)) : -1;
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    private static Optional<Matcher> installed() throws IOException {
        String path = System.getenv("PATH");
        Optional<Path> program = Stream.concat(
                        Stream.of((path == null ? "" : path).split(":", -1)), Stream.of("/usr/local/sbin", "/usr/sbin"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(program.get().toString(), "-h")
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(OUTPUT), StandardCharsets.UTF_8);
            process.waitFor(5, TimeUnit.SECONDS);
            return Optional.of(VERSION.matcher(said)).filter(Matcher::find);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
