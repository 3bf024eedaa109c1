package org.deviceonboarding.domain.topics;

import java.util.HashSet;
import java.util.List;
import org.deviceonboarding.domain.device.DeviceId;

/** The rights of all devices of one type, in file order. */
public record AclTemplate(List<TemplateRule> rules) {
    public static final int MAX_RULES = 64;

    /** For types that have none of their own: everything below the device's own level. */
    public static final AclTemplate DEFAULT = new AclTemplate(
            List.of(new TemplateRule(TopicAccess.READWRITE, "devices/" + TemplateRule.PLACEHOLDER + "/#")));

    /** @throws IllegalArgumentException if there are too many rules, or one is there twice */
    public AclTemplate {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("A template has at most " + MAX_RULES + " rules");
        }
        if (new HashSet<>(rules).size() < rules.size()) {
            throw new IllegalArgumentException("A rule is there twice");
        }
        rules = List.copyOf(rules);
    }

    public List<TopicRule> forDevice(DeviceId id) {
        return rules.stream().map(rule -> rule.forDevice(id)).toList();
    }

    /** The rules that the other one does not have. */
    public List<TemplateRule> without(AclTemplate other) {
        return rules.stream().filter(rule -> !other.rules.contains(rule)).toList();
    }
}
