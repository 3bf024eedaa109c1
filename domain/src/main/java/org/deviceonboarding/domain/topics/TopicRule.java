package org.deviceonboarding.domain.topics;

import java.util.regex.Pattern;

/**
 * One topic rule of one device.
 *
 * @param filter a topic filter (MQTT 5 section 4.7): levels of {@code A-Z a-z 0-9 _ . -}, {@code +} as a whole level,
 *     {@code #} as the last one; a denial may be of {@code #} alone
 */
public record TopicRule(TopicAccess access, String filter) {
    // No leading '$', no space, no control character: nothing here can end the line or widen the filter. More than 200
    // levels make Mosquitto refuse the whole file. Any template's rule fits, with ids in place of its shorter
    // placeholders.
    private static final Pattern SAFE =
            Pattern.compile("(?=.{1,2048}$)([A-Za-z0-9_.-]+|\\+)(/([A-Za-z0-9_.-]+|\\+)){0,198}(/#)?");

    /** Takes every right away, whatever patterns grant. */
    public static final TopicRule NOTHING = new TopicRule(TopicAccess.DENY, "#");

    /** @throws IllegalArgumentException if the filter is not of that form */
    public TopicRule {
        if (!SAFE.matcher(filter).matches() && !(access == TopicAccess.DENY && filter.equals("#"))) {
            throw new IllegalArgumentException("A topic filter matches " + SAFE);
        }
    }
}
