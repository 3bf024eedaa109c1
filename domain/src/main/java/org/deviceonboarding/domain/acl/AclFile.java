package org.deviceonboarding.domain.acl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deviceonboarding.domain.access.DeviceAccess;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;

/**
 * The content of one {@code mosquitto.acl}. The text is ASCII with LF only and lists every right on its own line:
 * <pre> # Written from the log. A change made here is overwritten. # position 4711 # devices 1 # sha256 (of the lines
 * from here to the one before the last) user projector topic write projector/generation/4711 pattern read
 * devices/%u/cmd/# user 0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a topic write
 * devices/0190d7a2-6d5c-7c7e-a4d5-0f1e2d3c4b5a/telemetry # end 4711 1 </pre> The one topic of the user {@code
 * projector} proves which file a broker has in force.
 *
 * @param position of the policy in the log
 * @param patterns the rules for every user, in file order
 * @param blocks the rules of each device that has any of its own, in file order
 */
public record AclFile(long position, List<TemplateRule> patterns, SortedMap<DeviceId, List<TopicRule>> blocks) {
    /** The user that the process beside the broker is. */
    public static final String PROJECTOR = "projector";

    static final String TITLE = "# Written from the log. A change made here is overwritten.\n";
    public static final String USER_NAME = "%u";

    public AclFile {
        if (position < 0) {
            throw new IllegalArgumentException("A log position is not negative");
        }
        TreeMap<DeviceId, List<TopicRule>> copy = new TreeMap<>();
        blocks.forEach((id, rules) -> {
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("A device without rules is not in the file: " + id);
            }
            copy.put(id, List.copyOf(rules));
        });
        patterns = List.copyOf(patterns);
        blocks = Collections.unmodifiableSortedMap(copy);
    }

    public static AclFile of(BrokerPolicy policy) {
        TreeMap<DeviceId, List<TopicRule>> blocks = new TreeMap<>();
        for (DeviceAccess device : policy.named()) {
            List<TopicRule> lines = policy.lines(device);
            if (!lines.isEmpty()) {
                blocks.put(device.id(), lines);
            }
        }
        return new AclFile(policy.position(), policy.common(), blocks);
    }

    /** The topic that the projector may write while, and only while, the file of that position is in force. */
    public static String generationTopic(long position) {
        return PROJECTOR + "/generation/" + position;
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
                + "# devices " + blocks.size() + "\n"
                + "# sha256 " + Sha256.of(body.getBytes(UTF_8)) + "\n";
    }

    private String body() {
        StringBuilder body = new StringBuilder();
        user(body, PROJECTOR);
        line(body, "topic", TopicAccess.WRITE, generationTopic(position));
        patterns.forEach(rule ->
                line(body, "pattern", rule.access(), rule.topic().replace(TemplateRule.PLACEHOLDER, USER_NAME)));
        blocks.forEach((id, rules) -> {
            user(body, id.value());
            rules.forEach(rule -> line(body, "topic", rule.access(), rule.filter()));
        });
        return body.toString();
    }

    private static void user(StringBuilder body, String name) {
        body.append("\nuser ").append(name).append('\n');
    }

    private static void line(StringBuilder body, String keyword, TopicAccess access, String filter) {
        body.append(keyword)
                .append(' ')
                .append(access.word())
                .append(' ')
                .append(filter)
                .append('\n');
    }

    private String tail() {
        return "# end " + position + " " + blocks.size() + "\n";
    }
}
