package org.deviceonboarding.messages.acl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.topics.AccessPolicy;
import org.deviceonboarding.messages.topics.DeviceAccess;
import org.deviceonboarding.messages.topics.TopicRule;

/**
 * What one {@code mosquitto.acl} says. The text is ASCII with LF only and lists every right on its own line:
 *
 * <pre>
 * # Written from the log. A change made here is overwritten.
 * # position 4711
 * # devices 1
 * # sha256 (of the lines from here to the one before the last)
 *
 * user 0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a
 * topic readwrite devices/0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a/#
 * # end 4711 1
 * </pre>
 *
 * @param position of the policy in the log
 * @param grants the rules of each device that has any, in file order
 */
public record AclFile(long position, SortedMap<DeviceId, List<TopicRule>> grants) {
    static final String TITLE = "# Written from the log. A change made here is overwritten.\n";

    public AclFile {
        if (position < 0) {
            throw new IllegalArgumentException("A log position is not negative");
        }
        TreeMap<DeviceId, List<TopicRule>> copy = new TreeMap<>();
        grants.forEach((id, rules) -> {
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("A device without rules is not in the file: " + id);
            }
            copy.put(id, List.copyOf(rules));
        });
        grants = Collections.unmodifiableSortedMap(copy);
    }

    public static AclFile of(AccessPolicy policy) {
        TreeMap<DeviceId, List<TopicRule>> grants = new TreeMap<>();
        for (DeviceAccess access : policy.granted()) {
            grants.put(access.id(), access.rules());
        }
        return new AclFile(policy.position(), grants);
    }

    /** The file's text; equal policies give equal bytes. */
    public String render() {
        String body = body();
        return head(body) + body + tail();
    }

    /**
     * Reads a text that {@link #render} could have written, and no other: what Mosquitto would read in some other way
     * than we do never gets past here.
     *
     * @throws DamagedAclFile naming the first line at fault
     */
    public static AclFile parse(String text) throws DamagedAclFile {
        return new AclParser(text).file();
    }

    private String head(String body) {
        return TITLE
                + "# position " + position + "\n"
                + "# devices " + grants.size() + "\n"
                + "# sha256 " + Sha256.of(body.getBytes(UTF_8)) + "\n";
    }

    private String body() {
        StringBuilder body = new StringBuilder();
        grants.forEach((id, rules) -> {
            body.append("\nuser ").append(id).append('\n');
            for (TopicRule rule : rules) {
                body.append("topic ")
                        .append(rule.access().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(rule.filter())
                        .append('\n');
            }
        });
        return body.toString();
    }

    private String tail() {
        return "# end " + position + " " + grants.size() + "\n";
    }
}
