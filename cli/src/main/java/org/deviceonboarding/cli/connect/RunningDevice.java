package org.deviceonboarding.cli.connect;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.deviceonboarding.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;

/** A device while it is connected. */
final class RunningDevice {
    private static final Duration FOREVER = Duration.ofDays(365);

    private final CredentialsFolder device;
    private final Diary diary;
    private final boolean reconnect;
    private boolean refused;
    private long beats;

    RunningDevice(CredentialsFolder device, Diary diary, boolean reconnect) {
        this.device = device;
        this.diary = diary;
        this.reconnect = reconnect;
    }

    /**
     * @param messages to publish once, by topic; none: heartbeats
     * @param span null for as long as it is let
     */
    int run(Map<String, String> messages, Duration every, @Nullable Duration span)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Connection connection = Connection.open(device, reconnect)) {
            diary.note("connected", "", device.host() + ":" + device.port() + " as " + device.clientId());
            subscribe(connection);
            for (Map.Entry<String, String> message : messages.entrySet()) {
                publish(connection, message.getKey(), message.getValue());
            }
            Duration end = span == null ? FOREVER : span;
            Duration beat = messages.isEmpty() ? Duration.ZERO : FOREVER;
            Duration now = since(begin);
            while (now.compareTo(end) < 0) {
                if (now.compareTo(beat) >= 0) {
                    beat(connection);
                    beat = now.plus(every);
                }
                Duration next = beat.compareTo(end) < 0 ? beat : end;
                Happening happened = connection.next(next.minus(since(begin)));
                if (happened != null && !goesOn(connection, happened)) {
                    return ExitCode.TURNED_AWAY;
                }
                now = since(begin);
            }
            diary.note("disconnected", "", "");
        }
        return refused ? ExitCode.TURNED_AWAY : ExitCode.OK;
    }

    private boolean goesOn(Connection connection, Happening happened) throws IOException {
        switch (happened) {
            case Happening.Received message -> diary.note("received", message.topic(), message.text());
            case Happening.Reconnected _ -> {
                diary.note("reconnected", "", "");
                subscribe(connection);
            }
            case Happening.Ended ended -> {
                diary.note("session ended", "", ended.reason());
                return reconnect;
            }
        }
        return true;
    }

    private void subscribe(Connection connection) throws IOException {
        for (String filter : device.topics()) {
            OptionalInt code = ask(connection, () -> connection.subscribe(filter));
            if (code.isPresent()) {
                boolean taken = code.getAsInt() < Reasons.FAILURE;
                diary.note(taken ? "subscribed" : "refused", filter, taken ? "" : Reasons.of(code.getAsInt()));
                refused |= !taken;
            }
        }
    }

    private void publish(Connection connection, String topic, String message) throws IOException {
        OptionalInt code = ask(connection, () -> connection.publish(topic, message));
        if (code.isPresent()) {
            boolean taken = code.getAsInt() < Reasons.FAILURE;
            String why = Reasons.of(code.getAsInt())
                    + (beats == 1 ? "; a broker takes a moment to hear of a new device" : "");
            diary.note(taken ? "published" : "refused", topic, taken ? message : why);
            refused |= !taken;
        }
    }

    /** What the broker is asked for, answered with its reason code. */
    private interface Request {
        int send() throws IOException;
    }

    /** Empty if the session has ended while we were about to ask; the reason is on its way. */
    private static OptionalInt ask(Connection connection, Request request) throws IOException {
        if (!connection.open()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(request.send());
        } catch (IOException e) {
            if (connection.open()) {
                throw e;
            }
            return OptionalInt.empty();
        }
    }

    private void beat(Connection connection) throws IOException {
        String own = device.topics().isEmpty()
                ? "devices/" + device.clientId() + "/#"
                : device.topics().getFirst();
        boolean heard = refused;
        publish(connection, own.replace("#", "heartbeat").replace("+", "heartbeat"), "{\"beat\":" + ++beats + "}");
        refused = heard; // a device that is new to the broker may be refused at first
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
