package org.deviceonboarding.audit.inquiry.whatif;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateProposal;
import org.jspecify.annotations.Nullable;

/** A proposed template as a request contains it, before validation. */
record WhatIfTemplate(
        @Nullable String type,
        @Nullable List<TemplateProposal.@Nullable Rule> rules,
        @Nullable String strategy) {

    /** The validated proposal. */
    record Checked(DeviceType type, AclTemplate template, AclStrategy strategy) {}

    /** @throws Refused {@code validation_error} with a message per field at fault */
    Checked checked() {
        Map<String, String> faults = new LinkedHashMap<>();
        DeviceType checkedType = deviceType(faults);
        AclStrategy checkedStrategy = aclStrategy(faults);
        AclTemplate template = template(faults);
        if (checkedType == null || checkedStrategy == null || template == null) {
            throw new Refused(RefusalCode.VALIDATION_ERROR, "The request breaks a rule", faults);
        }
        return new Checked(checkedType, template, checkedStrategy);
    }

    private @Nullable DeviceType deviceType(Map<String, String> faults) {
        if (type == null) {
            faults.put("type", "must not be null");
            return null;
        }
        try {
            return new DeviceType(type);
        } catch (IllegalArgumentException e) {
            faults.put("type", "must be a type that a device can be registered with");
            return null;
        }
    }

    private @Nullable AclStrategy aclStrategy(Map<String, String> faults) {
        if (strategy == null) {
            return AclStrategy.EXPLICIT;
        }
        for (AclStrategy known : AclStrategy.values()) {
            if (known.word().equals(strategy)) {
                return known;
            }
        }
        faults.put("strategy", "must be explicit or pattern");
        return null;
    }

    private @Nullable AclTemplate template(Map<String, String> faults) {
        try {
            return new TemplateProposal(rules, null, null).template();
        } catch (Refused e) {
            faults.putAll(e.refusal().members());
            return null;
        }
    }
}
