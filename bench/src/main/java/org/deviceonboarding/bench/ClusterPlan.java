package org.deviceonboarding.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code deploy/cluster load} is to do.
 *
 * @param url of the proxy
 * @param authority the PEM file of the CA of the proxy's certificate
 * @param key an API key of an admin
 * @param brokers ids and ports
 * @param victims the processes to kill
 * @param script {@code deploy/cluster}
 * @param time of the load
 * @param killEvery zero: nothing is killed
 */
record ClusterPlan(
        String url,
        Path authority,
        String key,
        Map<String, Integer> brokers,
        List<String> victims,
        Path script,
        Duration time,
        Duration killEvery) {
    private static final int FIXED = 6;

    /** @throws IllegalArgumentException if the arguments are no plan; the message says how they look */
    static ClusterPlan parse(List<String> arguments) throws IOException {
        if (arguments.size() < FIXED || (arguments.size() - FIXED) % 2 != 0) {
            throw usage();
        }
        Duration time = Duration.ofMinutes(1);
        String victims = arguments.get(4);
        Duration killEvery = Duration.ofSeconds(15);
        for (int i = FIXED; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--seconds" -> time = seconds(value);
                case "--kill-every" -> killEvery = seconds(value);
                case "--kill" -> victims = value;
                default -> throw usage();
            }
        }
        Map<String, Integer> brokers = new TreeMap<>();
        for (String broker : arguments.get(3).split(",", -1)) {
            String[] parts = broker.split("=", -1);
            brokers.put(parts[0], Integer.parseInt(parts[1]));
        }
        return new ClusterPlan(
                arguments.get(0),
                Path.of(arguments.get(1)),
                Files.readString(Path.of(arguments.get(2))).strip(),
                brokers,
                Arrays.asList(victims.split(",", -1)),
                Path.of(arguments.get(5)),
                time,
                killEvery);
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Integer.parseUnsignedInt(text));
        } catch (NumberFormatException e) {
            throw usage();
        }
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(
                "Usage: deploy/cluster load [--seconds N] [--kill-every S] [--kill NAME,NAME]; with 0 for S, nothing"
                        + " is killed");
    }
}
