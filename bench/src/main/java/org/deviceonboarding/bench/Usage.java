package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The CPU time and memory of processes, from {@code /proc} (proc(5)). */
record Usage(double cpuSeconds, long residentKb, long proportionalKb) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, on every Linux that Java runs on
    private static final int USER_TIME = 11; // counted from the field after the name
    private static final int WAITED_FOR = 13;

    static final Usage NONE = new Usage(0, 0, 0);

    static Usage of(ProcessHandle process) {
        return of(process.pid(), USER_TIME, USER_TIME + 1);
    }

    /** The usage of a process and its children, including children that have ended. */
    static Usage ofFamily(ProcessHandle parent) {
        // The children first: one that ends in between is then counted by the parent, not lost.
        List<ProcessHandle> children = parent.children().toList();
        Usage sum = children.stream().map(Usage::of).reduce(NONE, Usage::plus);
        return sum.plus(of(parent.pid(), USER_TIME, USER_TIME + 1, WAITED_FOR, WAITED_FOR + 1));
    }

    Usage plus(Usage other) {
        return new Usage(
                cpuSeconds + other.cpuSeconds, residentKb + other.residentKb, proportionalKb + other.proportionalKb);
    }

    private static Usage of(long pid, int... ticks) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double cpu = 0;
            for (int field : ticks) {
                cpu += Long.parseLong(fields[field]) / TICKS_PER_SECOND;
            }
            List<String> memory = Files.readAllLines(process.resolve("smaps_rollup"));
            return new Usage(cpu, kilobytes(memory, "Rss:"), kilobytes(memory, "Pss:"));
        } catch (IOException e) {
            return NONE; // It ended a moment ago.
        }
    }

    private static long kilobytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
