package org.deviceonboarding.access.paging;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.function.Predicate;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a list that is read by the page. */
@ParameterObject
public record PageParameters(
        @Parameter(description = LIMIT) @Schema(defaultValue = DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT)
        int limit,

        @Parameter(description = CURSOR) @Nullable CursorText cursor) {
    public static final String DEFAULT_LIMIT = "50";
    public static final int MAX_LIMIT = 500;
    public static final String LIMIT = "How many items at most";
    public static final String CURSOR = "`next_cursor` of the page before, with the same filters";

    /**
     * @param key tells whether a text can be a key of the list
     * @throws Refused {@code validation_error} if the cursor is not one of this list
     */
    public PageRequest request(Predicate<String> key) {
        return new PageRequest(
                limit,
                cursor == null ? null : cursor.of(PageRequest.LIST).filter(key).orElseThrow(CursorText::refused));
    }
}
