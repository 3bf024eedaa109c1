package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deviceonboarding.domain.device.DeviceId;

/** Gives commands to the broker's dynamic-security plugin. */
record DynamicSecurity(AdminConnection admin) {
    private static final int KICKS_AT_ONCE = 100;
    // As Mosquitto 2.0 and 2.1 write it. Nobody but the broker writes to the topic that it comes from; yet the line
    // holds a client's id, and on the admin listener ids are free.
    private static final Pattern ENDED = Pattern.compile(
            "[0-9T:-]*: Client ([0-9a-f-]{36})( \\[[^ ]*])?( been disconnected by| disconnected:) administrative action\\.");
    private static final String ANSWER = "{\"responses\"";
    private static final String SOMETHING_ELSE = "{\"commands\":[{\"command\":\"getDefaultACLAccess\"}]}";

    /**
     * Ends every session of these devices. The plugin ends the sessions of a user that it deletes, so each device becomes a user for a
     * moment.
     *
     * @return the devices whose connections the broker reports as closed
     */
    Set<DeviceId> endSessions(Collection<DeviceId> devices) throws IOException, InterruptedException {
        Set<DeviceId> ended = new TreeSet<>();
        List<DeviceId> all = List.copyOf(devices);
        for (int from = 0; from < all.size(); from += KICKS_AT_ONCE) {
            List<DeviceId> some = all.subList(from, Math.min(all.size(), from + KICKS_AT_ONCE));
            // The broker writes to its log what it does, and answers; both arrive here, in order. Mosquitto 2.0 ends
            // sessions before it answers. 2.1 does so on its next round, but before it turns to the next question.
            String _ = ask(
                    line -> {
                        Matcher closed = ENDED.matcher(line);
                        if (closed.matches()) {
                            ended.add(new DeviceId(closed.group(1)));
                        }
                    },
                    kick(some),
                    SOMETHING_ELSE);
        }
        ended.retainAll(all);
        return ended;
    }

    /** Makes the plugin carry out these commands. Returns its answer. */
    String control(String commands) throws IOException, InterruptedException {
        return ask(_ -> {}, commands);
    }

    /** Gives the commands one after the other, and passes on what the broker says until it has answered the last one. */
    private String ask(Consumer<String> lines, String... commands) throws IOException, InterruptedException {
        admin.listen();
        for (String command : commands) {
            int reason = admin.publish(ProjectorAccount.CONTROL, command);
            if (reason >= AdminConnection.FAILURE) {
                throw new IOException("The broker's plugin takes no command: 0x" + Integer.toHexString(reason));
            }
        }
        long deadline = admin.deadline();
        int answers = 0;
        while (true) {
            String line = admin.heard(deadline);
            if (line == null) {
                throw new IOException("The broker's plugin does not answer");
            }
            lines.accept(line);
            answers += line.startsWith(ANSWER) ? 1 : 0;
            if (answers == commands.length) {
                return line;
            }
        }
    }

    private static String kick(Collection<DeviceId> devices) {
        return devices.stream()
                .map(id -> "{\"command\":\"createClient\",\"username\":\"" + id
                        + "\"},{\"command\":\"deleteClient\",\"username\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "{\"commands\":[", "]}"));
    }
}
