package org.deviceonboarding.web.audit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.audit.history.AuditReads;
import org.deviceonboarding.audit.history.EventParameters;
import org.deviceonboarding.audit.history.NewestEvents;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.web.event.EventView;
import org.deviceonboarding.web.page.QueryForm;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the log, newest first, and how to verify it. */
@Controller
class AuditPage {
    private static final String PATH = "/ui/audit";
    private static final Pattern MINUTE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?");

    private final AuditReads log;

    AuditPage(AuditReads log) {
        this.log = log;
    }

    @GetMapping(PATH)
    String page(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        QueryForm form = QueryForm.of(parameters);
        model.addAttribute("form", form);
        model.addAttribute("types", AuditReads.types());
        QueryForm asked = form.has("limit") ? form : form.with("limit", "50");
        try {
            NewestEvents events = log.newest(
                    Parameters.bind(
                            EventParameters.class,
                            utc(utc(asked.without("before"), "from"), "to").parameters()),
                    before(form));
            model.addAttribute(
                    "events", events.items().stream().map(EventView::of).toList());
            model.addAttribute(
                    "older",
                    events.before() == null
                            ? null
                            : form.with("before", events.before().toString()).at(PATH));
            model.addAttribute(
                    "newest", form.has("before") ? form.without("before").at(PATH) : null);
            model.addAttribute(
                    "export",
                    utc(utc(form.without("before", "limit"), "from"), "to").at("/audit/events"));
            model.addAttribute("faults", Map.of());
        } catch (Refused refused) {
            model.addAttribute("events", List.of());
            model.addAttribute("faults", QueryForm.faults(refused));
        }
        return "ui/audit";
    }

    private static long before(QueryForm form) {
        return form.has("before")
                ? ParameterText.number(form.get("before"))
                        .orElseThrow(() -> Parameters.refused("before", "must be a position of the log"))
                : Long.MAX_VALUE;
    }

    /** Adds the zone to a time from a browser's field, and seconds if they are missing. */
    static QueryForm utc(QueryForm form, String field) {
        String time = form.get(field);
        if (!MINUTE.matcher(time).matches()) {
            return form;
        }
        return form.with(field, (time.length() == "2030-01-31T00:00".length() ? time + ":00" : time) + "Z");
    }
}
