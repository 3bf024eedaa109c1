package org.deviceonboarding.cli.connect;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Translates reason codes of MQTT and alerts of TLS into words. */
final class ReasonText {
    static final int FAILURE = 0x80;
    private static final int NOT_AUTHORIZED = 0x87;

    private ReasonText() {}

    /** MQTT 5 section 2.4. */
    static String of(int code) {
        return switch (code) {
            case 0x80 -> "the broker gives no reason";
            case 0x85 -> "the client id is not valid";
            case 0x86 -> "bad user name or password";
            case NOT_AUTHORIZED -> "not authorised";
            case 0x88 -> "the broker is not available";
            case 0x89 -> "the broker is busy";
            case 0x8a -> "banned";
            case 0x8b -> "the broker is shutting down";
            case 0x8d -> "nothing was heard of the device for too long";
            case 0x8e -> "another connection took the session over: a device has one at a time";
            case 0x8f -> "the topic filter is not valid";
            case 0x90 -> "the topic is not valid";
            case 0x97 -> "a quota is used up";
            case 0x98 -> "ended by the broker: the device lost its access (revoked, suspended or decommissioned)";
            default -> String.format(Locale.ROOT, "reason code 0x%02x", code);
        };
    }

    /** The reason why TLS failed; empty if the exception does not tell. */
    static Optional<String> ofTls(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            Optional<String> found = switch (cause) {
                case UnknownHostException _ -> Optional.of("there is no such host");
                case NoRouteToHostException _ -> Optional.of("there is no way to that host");
                case ConnectException _ -> Optional.of("nobody listens there");
                case SocketTimeoutException _ -> Optional.of("no answer in time");
                default -> alert(text);
            };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> alert(String text) {
        if (text.contains("certificate_revoked")) {
            return Optional.of(
                    "the broker refused the device's certificate: it is revoked, or on hold while the device is suspended");
        }
        if (text.contains("certificate_expired")) {
            return Optional.of("the broker refused the device's certificate: it has expired, or the broker's CRL has");
        }
        if (text.contains("unknown_ca")) {
            return Optional.of("the broker refused the device's certificate: it is from another CA");
        }
        if (text.matches(
                        "(?s).*(bad_certificate|certificate_unknown|certificate_required|handshake_failure|access_denied"
                                + "|decrypt_error|internal_error).*")
                && text.contains("alert")) {
            return Optional.of("the broker refused the handshake (" + text + ")");
        }
        if (text.contains("PKIX") || text.contains("unable to find valid certification path")) {
            return Optional.of("the broker's certificate is not from the CA in ca.crt");
        }
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return Optional.of("the broker's certificate is for another host name");
        }
        return Optional.empty();
    }

    static Optional<Integer> code(MqttException e) {
        return e.getReasonCode() >= FAILURE && e.getReasonCode() <= 0xff
                ? Optional.of(e.getReasonCode())
                : Optional.empty();
    }
}
