package org.deviceonboarding.domain.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The id of one request for approval. */
public record ApprovalId(@JsonValue UUID value) {
    @JsonCreator
    public ApprovalId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
