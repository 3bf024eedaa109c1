package org.deviceonboarding.command.credentials;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Renders the page behind a link to credentials for people who only look at it. Neither touches the credentials, so no
 * preview and no scanner can burn a link.
 */
@Component
public class LinkPages {
    private static final List<MediaType> PROGRAMS = List.of(
            MediaType.APPLICATION_PROBLEM_JSON, MediaType.APPLICATION_JSON, MediaType.valueOf("application/zip"));
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final ITemplateEngine templates;
    private final String root;

    /** @param root the path of {@code PUBLIC_URL} */
    LinkPages(ITemplateEngine templates, @Value("${server.servlet.context-path:}") String root) {
        this.templates = templates;
        this.root = root;
    }

    public ResponseEntity<String> page(boolean batch, LinkState link) {
        Map<String, Object> model = new HashMap<>();
        model.put("root", root);
        model.put("batch", batch);
        model.put("state", link.getClass().getSimpleName());
        model.put("locked", link instanceof LinkState.Waiting waiting && waiting.locked());
        link.moment().ifPresent(at -> put(model, at));
        for (Fact fact : List.of(Fact.ACTOR, Fact.ADDRESS, Fact.USER_AGENT)) {
            model.put(fact.wireName(), link.told(fact).orElse(null));
        }
        return ResponseEntity.status(link.status())
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(templates.process("credentials", new Context(Locale.ENGLISH, model)));
    }

    private static void put(Map<String, Object> model, Instant at) {
        model.put("at", at.toString());
        model.put("moment", SECOND.format(at));
    }

    /** Whoever names HTML, and names nothing that programs read as more welcome (RFC 9110, section 12.5.1). */
    public static boolean isBrowser(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(accept);
            double html = welcome(ranges, MediaType.TEXT_HTML).orElse(0.0);
            return html > 0
                    && PROGRAMS.stream().allMatch(type -> welcome(ranges, type).orElse(0.0) <= html);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static Optional<Double> welcome(List<MediaType> ranges, MediaType type) {
        return ranges.stream()
                .filter(range -> range.equalsTypeAndSubtype(type))
                .map(MediaType::getQualityValue)
                .max(Double::compare);
    }
}
