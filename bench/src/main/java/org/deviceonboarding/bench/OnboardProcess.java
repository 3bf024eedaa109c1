package org.deviceonboarding.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code onboard} in a separate process.
 *
 * @param heap the largest heap of the JVM, such as {@code 64m}
 */
record OnboardProcess(Path jar, String heap) {
    private static final Duration GLANCE = Duration.ofMillis(20);

    /**
     * The result of a run.
     *
     * @param peakKb the peak of resident memory (VmHWM, proc(5))
     */
    record Run(double seconds, long peakKb, double cpuSeconds) {}

    Run run(Path output, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Launch.java().toString(), "-Xmx" + heap, "-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile()));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        Usage last = Usage.NONE;
        long peak = 0;
        // The high-water mark only rises, so the last look before the end misses little.
        while (!process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, highWater(process.pid()));
            Usage now = Usage.of(process.toHandle());
            last = now.cpuSeconds() > 0 ? now : last;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("onboard " + arguments + " ended with " + process.exitValue() + ":\n" + tail(output));
        }
        return new Run(seconds, peak, last.cpuSeconds());
    }

    private static String tail(Path output) throws IOException {
        String all = Files.readString(output);
        return all.substring(0, Math.min(2_000, all.length()));
    }

    private static long highWater(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // It ended a moment ago.
        }
    }
}
