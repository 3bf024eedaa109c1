package org.deviceonboarding.command.notification;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code portal.renewal.*}: the receiver of messages. An instance exists only if it makes sense.
 *
 * @param webhookUrl that messages are posted to; empty: nobody is told
 * @param webhookSecret that signs them, as Standard Webhooks writes it
 */
@ConfigurationProperties("portal.renewal")
record WebhookProperties(
        @DefaultValue("") String webhookUrl,
        @DefaultValue("") String webhookSecret) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    WebhookProperties {
        require(
                webhookUrl.isEmpty() || isSafe(webhookUrl),
                "RENEWAL_WEBHOOK_URL is an https URL, or http on this machine, without a user");
        require(webhookUrl.isEmpty() == webhookSecret.isEmpty(), "RENEWAL_WEBHOOK_URL needs RENEWAL_WEBHOOK_SECRET");
        if (!webhookSecret.isEmpty()) {
            WebhookSignature.of(webhookSecret);
        }
    }

    boolean configured() {
        return !webhookUrl.isEmpty();
    }

    private static boolean isSafe(String text) {
        try {
            URI url = URI.create(text);
            String host = url.getHost();
            return host != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && ("https".equals(url.getScheme())
                            || ("http".equals(url.getScheme())
                                    && (LOOPBACK.contains(host)
                                            || LOOPBACK_V4.matcher(host).matches())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean sane, String rule) {
        if (!sane) {
            throw new IllegalArgumentException(rule);
        }
    }

    @Override
    public String toString() {
        return "WebhookProperties[" + configured() + "]"; // the secret stays out of logs, and what a URL may hold too
    }
}
