package org.deviceonboarding.log.append;

import java.util.List;
import org.deviceonboarding.domain.refusal.Refused;

/**
 * A rule that all events obey, whoever appends them, such as that no two devices share a name. It is applied in the transaction
 * that appends the events, while nobody else appends. It may write in that transaction what it needs to know later.
 */
@FunctionalInterface
public interface AppendRule {
    /**
     * Applies the rule to new events, in the order of the log. They may belong to several changes.
     *
     * @throws Refused if the events may not be appended: all that the transaction did is undone
     */
    void apply(List<NewEvent> events);
}
