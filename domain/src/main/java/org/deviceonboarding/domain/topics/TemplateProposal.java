package org.deviceonboarding.domain.topics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.FoldedText;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A template as a caller writes it, before it is checked, for a definition and for a preview alike.
 *
 * @param messagesAfterLoss {@code keep} or {@code purge}: what becomes of the messages of devices that lose access; if absent,
 *     they are purged after a decommissioning and a compromise, and kept else
 */
public record TemplateProposal(
        @Nullable List<@Nullable Rule> rules,
        @Nullable String comment,
        @Nullable String messagesAfterLoss) {

    // Not compact, since NullAway loses the elements' annotations there.
    public TemplateProposal(
            @Nullable List<@Nullable Rule> rules, @Nullable String comment, @Nullable String messagesAfterLoss) {
        this.rules = rules;
        this.comment = FoldedText.orNull(comment);
        this.messagesAfterLoss = messagesAfterLoss;
    }

    /** One line of it. */
    public record Rule(@Nullable String access, @Nullable String topic) {}

    /** @throws Refused {@code validation_error} with a message per field at fault */
    public AclTemplate template() {
        Map<String, String> faults = new LinkedHashMap<>();
        List<TemplateRule> checked = new ArrayList<>();
        if (comment != null && !comment.matches(FoldedText.COMMENT)) {
            faults.put("comment", FoldedText.COMMENT_RULE);
        }
        if (messagesAfterLoss != null && MessagesAfterLoss.of(messagesAfterLoss).isEmpty()) {
            faults.put("messages_after_loss", "must be one of keep, purge");
        }
        if (rules == null) {
            faults.put("rules", "must not be null");
        } else if (rules.size() > AclTemplate.MAX_RULES) {
            faults.put("rules", "must be at most " + AclTemplate.MAX_RULES + " rules");
        } else {
            for (int i = 0; i < rules.size(); i++) {
                String field = "rules[" + i + "]";
                rule(field, rules.get(i), faults).ifPresent(rule -> {
                    if (checked.contains(rule)) {
                        faults.put(field, "is there twice");
                    }
                    checked.add(rule);
                });
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", faults);
        }
        return new AclTemplate(checked);
    }

    /** What it says of messages, once {@link #template} found it good; null if it says nothing. */
    public @Nullable MessagesAfterLoss messages() {
        return messagesAfterLoss == null
                ? null
                : MessagesAfterLoss.of(messagesAfterLoss).orElseThrow();
    }

    private static Optional<TemplateRule> rule(String field, @Nullable Rule rule, Map<String, String> faults) {
        if (rule == null) {
            faults.put(field, "must not be null");
            return Optional.empty();
        }
        Optional<TopicAccess> access = access(rule.access());
        if (access.isEmpty()) {
            faults.put(field + ".access", "must be one of read, write, readwrite, deny");
        }
        if (rule.topic() == null) {
            faults.put(field + ".topic", "must not be null");
            return Optional.empty();
        }
        try {
            // Without an access, the topic's characters at least.
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
