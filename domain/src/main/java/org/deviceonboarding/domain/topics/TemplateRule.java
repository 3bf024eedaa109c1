package org.deviceonboarding.domain.topics;

import java.util.regex.Pattern;
import org.deviceonboarding.domain.device.DeviceId;

/**
 * One line of a type's template.
 *
 * <p>A grant starts with a literal level or with the device's own id, and below {@code devices/} with the device's own
 * id only: no template opens another device's subtree.
 *
 * @param topic a topic filter (MQTT 5 section 4.7) whose levels are literals of {@code A-Z a-z 0-9 _ . -}, {@code +},
 *     {@code {device_id}} or, at the end, {@code #}
 */
public record TemplateRule(TopicAccess access, String topic) {
    public static final String PLACEHOLDER = "{device_id}";
    private static final Pattern SHAPE = Pattern.compile(
            "(?=.{1,512}$)([A-Za-z0-9_.-]+|\\+|\\{device_id})(/([A-Za-z0-9_.-]+|\\+|\\{device_id})){0,30}(/#)?");
    private static final Pattern GRANT =
            Pattern.compile("(?!projector(/|$))(?!devices($|/(?!\\{device_id}(/|$))))[^+#].*");

    public TemplateRule {
        if (!SHAPE.matcher(topic).matches()) {
            throw new IllegalArgumentException(
                    "A topic has at most 32 levels of A-Z a-z 0-9 _ . -, +, {device_id} or, at the end, #");
        }
        if (access != TopicAccess.DENY && !GRANT.matcher(topic).matches()) {
            throw new IllegalArgumentException("A grant starts with a literal level or {device_id}, below devices/ with"
                    + " {device_id} only, and not with projector");
        }
    }

    public TopicRule forDevice(DeviceId id) {
        return new TopicRule(access, topic.replace(PLACEHOLDER, id.value()));
    }
}
