package org.deviceonboarding.web.device;

import java.util.List;
import org.deviceonboarding.audit.history.AuditReads;
import org.deviceonboarding.audit.history.NewestEvents;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.RevocationReason;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.deviceonboarding.query.fleet.FleetReads;
import org.deviceonboarding.web.event.EventView;
import org.deviceonboarding.web.page.PageFreshness;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** Shows a device: its state, its history and the possible actions. */
@Controller
class DeviceDetailsPage {
    private static final String PATH = "/ui/devices/{id}";
    private static final int EVENTS = 100;

    private final FleetReads fleet;
    private final AuditReads log;
    private final PageFreshness freshness;

    DeviceDetailsPage(FleetReads fleet, AuditReads log, PageFreshness freshness) {
        this.fleet = fleet;
        this.log = log;
        this.freshness = freshness;
    }

    @GetMapping(PATH)
    String page(@PathVariable DeviceId id, Model model) {
        fill(id, model);
        model.addAttribute("reasons", List.of(RevocationReason.values()));
        return "ui/device";
    }

    /** The part of the page that refreshes itself. */
    @GetMapping(PATH + "/live")
    @Nullable
    String live(@PathVariable DeviceId id, WebRequest request, Model model) {
        if (freshness.seen(request, log.head())) {
            return null;
        }
        fill(id, model);
        return "ui/device :: live";
    }

    private void fill(DeviceId id, Model model) {
        DeviceView device = fleet.device(id, null).device();
        NewestEvents events = log.of(id, EVENTS);
        model.addAttribute("device", device);
        model.addAttribute("actions", DeviceActions.of(device.status()));
        model.addAttribute("events", events.items().stream().map(EventView::of).toList());
        model.addAttribute("more", events.before() != null);
    }
}
