package org.deviceonboarding.command.details;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deviceonboarding.command.registration.DetailRules;
import org.deviceonboarding.command.text.PlainText;
import org.deviceonboarding.domain.command.DetailsPatch;
import org.deviceonboarding.domain.device.DeviceDetails;
import org.deviceonboarding.domain.device.FoldedText;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a merge patch (RFC 7396) of a device strictly, and reports all faults together. */
final class MergePatch {
    /** What a patch may have for a label is bounded before the device is looked at: as many to set as to remove. */
    private static final int MOST_LABELS = 2 * DeviceDetails.MAX_LABELS;

    private final Map<String, String> faults = new LinkedHashMap<>();

    private MergePatch() {}

    /** @throws Refused {@code validation_error} with a message per member at fault */
    static DetailsPatch read(JsonNode patch) {
        return new MergePatch().patch(patch);
    }

    private DetailsPatch patch(JsonNode patch) {
        if (!patch.isObject()) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR, "The request breaks a rule", Map.of("body", "must be an object"));
        }
        patch.propertyNames().forEach(this::mayChange);
        DetailsPatch read = new DetailsPatch(
                name(patch.get("name")),
                wish(patch, "location", DeviceDetails.LOCATION, DetailRules.LOCATION),
                wish(patch, "firmware", DeviceDetails.FIRMWARE, DetailRules.FIRMWARE),
                patch.path("labels").isNull(),
                labels(patch.get("labels")));
        if (!faults.isEmpty()) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", faults);
        }
        return read;
    }

    private void mayChange(String member) {
        switch (member) {
            case "name", "location", "firmware", "labels" -> {}
            case "type" -> faults.put(member, "cannot be changed: register another device");
            default -> faults.put(DetailRules.printable(member), "is not a field of this request");
        }
    }

    private @Nullable String name(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isNull()) {
            faults.put("name", "cannot be removed");
            return null;
        }
        return text("name", node, DeviceDetails.NAME, DetailRules.NAME);
    }

    private DetailsPatch.@Nullable Wish wish(JsonNode patch, String member, String rule, String message) {
        JsonNode node = patch.get(member);
        if (node == null) {
            return null;
        }
        return new DetailsPatch.Wish(node.isNull() ? null : text(member, node, rule, message));
    }

    private Map<String, DetailsPatch.Wish> labels(@Nullable JsonNode node) {
        Map<String, DetailsPatch.Wish> labels = new LinkedHashMap<>();
        if (node == null || node.isNull()) {
            return labels;
        }
        if (!node.isObject() || node.size() > MOST_LABELS) {
            faults.put("labels", "must be an object with at most " + MOST_LABELS + " members");
            return labels;
        }
        node.forEachEntry((key, value) -> {
            if (key.matches(DeviceDetails.LABEL_KEY)) {
                labels.put(
                        key,
                        new DetailsPatch.Wish(
                                value.isNull()
                                        ? null
                                        : text("labels", value, DeviceDetails.LABEL_VALUE, DetailRules.LABEL_VALUE)));
            } else {
                faults.put("labels", "key must match " + DeviceDetails.LABEL_KEY);
            }
        });
        return labels;
    }

    private @Nullable String text(String member, JsonNode node, String rule, String message) {
        if (!node.isString()) {
            faults.put(member, "has the wrong type or value");
            return null;
        }
        String text = FoldedText.of(node.stringValue());
        if (!text.matches(rule)) {
            faults.put(member, message);
        } else {
            PlainText.fault(text).ifPresent(fault -> faults.put(member, fault));
        }
        return text;
    }
}
