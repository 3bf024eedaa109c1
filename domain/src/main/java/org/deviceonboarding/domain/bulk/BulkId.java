package org.deviceonboarding.domain.bulk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The id of one job: an import or a change of many devices. */
public record BulkId(@JsonValue UUID value) {
    @JsonCreator
    public BulkId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
