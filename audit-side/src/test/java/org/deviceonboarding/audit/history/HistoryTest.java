package org.deviceonboarding.audit.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.audit.AuditTest;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.event.CommandRefused;
import tools.jackson.databind.JsonNode;

/** Asks for the history, and reads the answers. */
abstract class HistoryTest extends AuditTest {
    protected static final String NDJSON = "application/x-ndjson";
    protected static final String CSV = "text/csv";
    protected static final Instant LONG_AGO = Instant.parse("1990-01-01T00:00:00Z");

    protected JsonNode events(String query) {
        return auditor().get("/audit/events?" + query).is(200).json();
    }

    protected String export(String accept, String query) {
        return auditor().get("/audit/events?" + query, "Accept", accept).is(200).text();
    }

    protected static List<String> lines(String text) {
        return text.lines().toList();
    }

    protected static List<String> types(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    protected static List<Long> positions(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("position").asLong())
                .toList();
    }

    /** The positions in an export. */
    protected static List<Long> positions(String export, String format) {
        return export.lines()
                .skip(format.equals(CSV) ? 1 : 0)
                .map(line -> Long.valueOf(line.replaceAll("^\\D*(\\d+).*", "$1")))
                .toList();
    }

    /** All positions after one, page by page. */
    protected List<Long> paged(String filter, long after) {
        List<Long> seen = new ArrayList<>();
        JsonNode next;
        do {
            JsonNode page = events(filter + "&after=" + (seen.isEmpty() ? after : seen.getLast()));
            seen.addAll(positions(page));
            next = page.path("next_after");
        } while (!next.isNull());
        return seen;
    }

    protected void refused(Actor actor, Instant at) {
        refused(actor, at, 1);
    }

    /** So many refused commands of an actor. */
    protected void refused(Actor actor, Instant at, int count) {
        given().by(actor).happenedOften(at, count, new CommandRefused("revoke", null, "forbidden"));
    }
}
