package org.deviceonboarding.web.fleet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deviceonboarding.access.parameter.Parameters;
import org.deviceonboarding.domain.device.DeviceStatus;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.query.fleet.DevicePage;
import org.deviceonboarding.query.fleet.DeviceParameters;
import org.deviceonboarding.query.fleet.FleetReads;
import org.deviceonboarding.query.fleet.FleetSummary;
import org.deviceonboarding.web.page.PageFreshness;
import org.deviceonboarding.web.page.QueryForm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;

/** Shows the fleet, or the devices that match a search: counts by status, ends of certificates, and the list. */
@Controller
class FleetPage {
    private static final String PATH = "/ui/fleet";

    private final FleetReads fleet;
    private final PageFreshness freshness;

    FleetPage(FleetReads fleet, PageFreshness freshness) {
        this.fleet = fleet;
        this.freshness = freshness;
    }

    @GetMapping(PATH)
    String page(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        model.addAttribute("types", fleet.types());
        fill(QueryForm.of(parameters), model);
        return "ui/fleet";
    }

    /** The part of the page that refreshes itself. */
    @GetMapping(PATH + "/live")
    @Nullable
    String live(@RequestParam MultiValueMap<String, String> parameters, WebRequest request, Model model) {
        if (freshness.seen(request, fleet.position())) {
            return null;
        }
        fill(QueryForm.of(parameters), model);
        return "ui/fleet :: live";
    }

    private void fill(QueryForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("columns", TableColumn.of(form, PATH));
        try {
            DeviceParameters asked = Parameters.bind(DeviceParameters.class, form.parameters());
            DevicePage page = fleet.page(asked, null);
            model.addAttribute("devices", page.items());
            model.addAttribute(
                    "next",
                    page.nextCursor() == null
                            ? null
                            : form.with("cursor", page.nextCursor()).at(PATH));
            model.addAttribute(
                    "first", form.has("cursor") ? form.without("cursor").at(PATH) : null);
            FleetSummary summary = fleet.summary(asked);
            model.addAttribute("summary", summary);
            model.addAttribute("matching", matching(summary, form.get("status")));
            model.addAttribute("chart", ExpiryChart.of(summary));
            model.addAttribute("faults", Map.of());
        } catch (Refused refused) {
            model.addAttribute("devices", List.of());
            model.addAttribute("faults", QueryForm.faults(refused));
        }
    }

    private static long matching(FleetSummary summary, String status) {
        return status.isEmpty()
                ? summary.total()
                : summary.byStatus().getOrDefault(DeviceStatus.valueOf(status.toUpperCase(Locale.ROOT)), 0L);
    }
}
