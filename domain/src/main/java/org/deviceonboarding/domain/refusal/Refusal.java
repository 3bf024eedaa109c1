package org.deviceonboarding.domain.refusal;

import java.util.Map;

/**
 * A refusal: its code and the words for the caller.
 *
 * @param members further facts for the caller, such as the {@code device_id} that holds a name
 */
public record Refusal(RefusalCode code, Map<String, String> members) {
    public Refusal {
        members = Map.copyOf(members);
    }
}
