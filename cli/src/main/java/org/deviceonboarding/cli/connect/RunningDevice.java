package org.deviceonboarding.cli.connect;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.deviceonboarding.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;

/** Runs a device while the device is connected. */
final class RunningDevice {
    private static final Duration FOREVER = Duration.ofDays(365);

    private final CredentialsFolder device;
    private final ConnectionLog log;
    private final boolean reconnect;
    private boolean refused;
    private long beats;

    RunningDevice(CredentialsFolder device, ConnectionLog log, boolean reconnect) {
        this.device = device;
        this.log = log;
        this.reconnect = reconnect;
    }

    /**
     * @param messages to publish once, by topic; if there are none, the device publishes heartbeats
     * @param span how long to stay connected; null until the broker or the user ends the session
     */
    int run(Map<String, String> messages, Duration every, @Nullable Duration span)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (BrokerConnection connection = BrokerConnection.open(device, reconnect)) {
            log.note("connected", "", device.host() + ":" + device.port() + " as " + device.clientId());
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
                ConnectionEvent event = connection.next(next.minus(since(begin)));
                if (event != null && !goesOn(connection, event)) {
                    return ExitCode.TURNED_AWAY;
                }
                now = since(begin);
            }
            log.note("disconnected", "", "");
        }
        return refused ? ExitCode.TURNED_AWAY : ExitCode.OK;
    }

    private boolean goesOn(BrokerConnection connection, ConnectionEvent event) throws IOException {
        switch (event) {
            case ConnectionEvent.Received message -> log.note("received", message.topic(), message.text());
            case ConnectionEvent.Reconnected _ -> {
                log.note("reconnected", "", "");
                subscribe(connection);
            }
            case ConnectionEvent.SessionEnded ended -> {
                log.note("session ended", "", ended.reason());
                return reconnect;
            }
        }
        return true;
    }

    private void subscribe(BrokerConnection connection) throws IOException {
        for (String filter : device.topics()) {
            OptionalInt code = ask(connection, () -> connection.subscribe(filter));
            if (code.isPresent()) {
                boolean taken = code.getAsInt() < ReasonText.FAILURE;
                log.note(taken ? "subscribed" : "refused", filter, taken ? "" : ReasonText.of(code.getAsInt()));
                refused |= !taken;
            }
        }
    }

    private void publish(BrokerConnection connection, String topic, String message) throws IOException {
        OptionalInt code = ask(connection, () -> connection.publish(topic, message));
        if (code.isPresent()) {
            boolean taken = code.getAsInt() < ReasonText.FAILURE;
            String why = ReasonText.of(code.getAsInt())
                    + (beats == 1 ? "; a broker takes a moment to hear of a new device" : "");
            log.note(taken ? "published" : "refused", topic, taken ? message : why);
            refused |= !taken;
        }
    }

    /** A request to the broker; the answer is a reason code. */
    private interface BrokerCall {
        int send() throws IOException;
    }

    /** The answer to a request; empty if the session has ended meanwhile. The reason follows as an event. */
    private static OptionalInt ask(BrokerConnection connection, BrokerCall request) throws IOException {
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

    private void beat(BrokerConnection connection) throws IOException {
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
