package org.deviceonboarding.web.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.access.parameter.ParameterText;
import org.deviceonboarding.audit.asof.FleetChange;
import org.deviceonboarding.audit.asof.StateReads;
import org.deviceonboarding.audit.history.AuditReads;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.web.page.QueryForm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the state as of a moment, and the differences to now. */
@Controller
class AsOfPage {
    private static final String PATH = "/ui/audit/then";
    private static final int CHANGES = 50;
    private static final int LINES = 500;

    private final StateReads state;
    private final AuditReads log;
    private final InstantSource clock;

    AsOfPage(StateReads state, AuditReads log, InstantSource clock) {
        this.state = state;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String page(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        fill(QueryForm.of(parameters), model);
        return "ui/then";
    }

    /** The part of the page that follows the slider. */
    @GetMapping(PATH + "/state")
    String state(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        fill(QueryForm.of(parameters), model);
        return "ui/then :: state";
    }

    /** The difference between the ACL files of two positions. It replays both, so it is loaded on request only. */
    @GetMapping(PATH + "/acl")
    String acl(@RequestParam long then, @RequestParam long now, Model model) {
        long head = log.head();
        StateReads.AclDifference change = state.acl(Math.min(then, head), Math.min(now, head));
        model.addAttribute("change", change);
        model.addAttribute(
                "lines",
                change.lines().subList(0, Math.min(LINES, change.lines().size())));
        model.addAttribute("cut", Math.max(0, change.lines().size() - LINES));
        return "ui/then :: acl";
    }

    private void fill(QueryForm form, Model model) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant beginning = log.beginning().orElse(now).truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> asked = ParameterText.time(AuditPage.utc(form, "at").get("at"))
                .filter(at -> !at.isAfter(now))
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS));
        Instant at = asked.orElse(now);
        long then = asked.isPresent() ? state.positionAt(at) : state.head();
        long head = ParameterText.number(form.get("until"))
                .filter(until -> until <= state.head())
                .orElseGet(state::head);
        Map<DeviceStatus, Long> before = state.counts(then);
        List<FleetChange> changes = state.changes(then, Math.max(then, head), after(form), CHANGES);
        boolean more = changes.size() > CHANGES;
        List<FleetChange> shown = more ? changes.subList(0, CHANGES) : changes;
        model.addAttribute("wrong", form.has("at") && asked.isEmpty());
        model.addAttribute("at", at);
        model.addAttribute("beginning", beginning);
        model.addAttribute("end", now);
        model.addAttribute("then", then);
        model.addAttribute("head", head);
        model.addAttribute("before", before);
        model.addAttribute("after", state.counts(head));
        model.addAttribute("changes", shown);
        model.addAttribute(
                "next",
                more
                        ? form.with("after", shown.getLast().id().value())
                                .with("until", Long.toString(head))
                                .at(PATH)
                        : null);
    }

    private static @Nullable DeviceId after(QueryForm form) {
        try {
            return form.has("after") ? new DeviceId(form.get("after")) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
