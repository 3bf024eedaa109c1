package org.deviceonboarding.command.template;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.deviceonboarding.messages.topics.AclTemplate;
import org.deviceonboarding.messages.topics.TemplateRule;
import org.deviceonboarding.messages.topics.TopicAccess;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /acl-templates/{type}}. */
record TemplateRequest(
        @NotNull @Size(max = AclTemplate.MAX_RULES, message = "must be at most {max} rules")
        List<@Nullable Rule> rules,

        @Nullable
        @Pattern(
                regexp = "[^\\p{C}\\u2028\\u2029]{0,500}",
                message = "must be at most 500 printable characters on one line")
        String comment) {
    private static final String ACCESS_RULE = "must be one of read, write, readwrite, deny";

    record Rule(@Nullable String access, @Nullable String topic) {}

    /** @throws Refused if a rule is none, or is there twice; it names each of them */
    List<TemplateRule> checkedRules() {
        List<TemplateRule> checked = new ArrayList<>();
        Map<String, String> faults = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            String field = "rules[" + i + "]";
            Rule rule = rules.get(i);
            if (rule == null) {
                faults.put(field, "must not be null");
            } else {
                checked(rule, field, faults).ifPresent(good -> {
                    if (checked.contains(good)) {
                        faults.put(field, "is there twice");
                    }
                    checked.add(good);
                });
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The template has rules that are none", faults);
        }
        return checked;
    }

    private static Optional<TemplateRule> checked(Rule rule, String field, Map<String, String> faults) {
        Optional<TopicAccess> access = access(rule.access());
        if (access.isEmpty()) {
            faults.put(field + ".access", ACCESS_RULE);
        }
        if (rule.topic() == null) {
            faults.put(field + ".topic", "must not be null");
            return Optional.empty();
        }
        try {
            // What is wrong with a topic is told even if nobody knows whether it is to be granted.
            TemplateRule checked = new TemplateRule(access.orElse(TopicAccess.DENY), rule.topic());
            return access.map(_ -> checked);
        } catch (IllegalArgumentException e) {
            faults.put(field + ".topic", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<TopicAccess> access(@Nullable String word) {
        return Stream.of(TopicAccess.values())
                .filter(access -> access.word().equals(word))
                .findFirst();
    }
}
