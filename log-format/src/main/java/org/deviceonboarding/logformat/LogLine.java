package org.deviceonboarding.logformat;

import java.util.Base64;
import org.deviceonboarding.ledger.Hash;
import org.deviceonboarding.ledger.LogEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of the log as {@code GET /audit/log} hands it out: an entry with every text as it is stored, and beside it what the
 * ledger stored of it.
 *
 * @param entry the entry, null if the ledger has a leaf for the position but the log has no entry
 * @param leaf the leaf, null if the ledger has none for the entry
 */
public record LogLine(
        long position, @Nullable LogEntry entry, @Nullable Hash leaf) {
    // What one reader takes for the first of two equal members, another takes for the last.
    private static final JsonMapper JSON = members(JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .build();

    private static JsonMapper.Builder members(JsonMapper.Builder json) {
        EventJson.customize(json);
        return json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    /** @throws IllegalArgumentException unless the text is a line that {@link #json} could have written */
    public static LogLine parse(String json) {
        try {
            Members members = JSON.readValue(json, Members.class);
            if (members == null) {
                throw new IllegalArgumentException("says nothing");
            }
            return members.line();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is not a line of a log: " + e.getOriginalMessage(), e);
        }
    }

    /** The line as JSON, without its end. */
    public String json() {
        return JSON.writeValueAsString(Members.of(this));
    }

    /** The members in the order in which they are written. */
    private record Members(
            long position,
            @Nullable String eventId,
            @Nullable String aggregateId,
            @Nullable Long sequence,
            @Nullable String aggregateType,
            @Nullable String type,
            @Nullable String revision,
            @Nullable String time,
            @Nullable String payload,
            @Nullable String metadata,
            @Nullable String leaf) {
        static Members of(LogLine line) {
            LogEntry entry = line.entry;
            String hash = line.leaf == null ? null : line.leaf.base64();
            if (entry == null) {
                return new Members(line.position, null, null, null, null, null, null, null, null, null, hash);
            }
            return new Members(
                    line.position,
                    entry.eventId(),
                    entry.aggregateId(),
                    entry.sequence(),
                    entry.aggregateType(),
                    entry.type(),
                    entry.revision(),
                    entry.time(),
                    entry.payload(),
                    entry.metadata(),
                    hash);
        }

        LogLine line() {
            return new LogLine(
                    position,
                    entry(),
                    leaf == null ? null : Hash.of(Base64.getDecoder().decode(leaf)));
        }

        private @Nullable LogEntry entry() {
            if (eventId == null
                    && aggregateId == null
                    && sequence == null
                    && type == null
                    && time == null
                    && payload == null
                    && metadata == null
                    && leaf != null) {
                return null;
            }
            if (eventId == null
                    || aggregateId == null
                    || sequence == null
                    || type == null
                    || time == null
                    || payload == null
                    || metadata == null) {
                throw new IllegalArgumentException("lacks a member that every entry has");
            }
            return new LogEntry(
                    position, eventId, aggregateId, sequence, aggregateType, type, revision, time, payload, metadata);
        }
    }
}
