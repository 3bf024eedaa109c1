package org.deviceonboarding.web.broker;

import java.util.List;
import org.deviceonboarding.audit.history.AuditReads;
import org.deviceonboarding.query.broker.BrokerReads;
import org.deviceonboarding.query.broker.BrokerView;
import org.deviceonboarding.web.page.PageFreshness;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.WebRequest;

/** Shows what each broker is known to enforce, and how long changes took. */
@Controller
class BrokersPage {
    private static final String PATH = "/ui/brokers";
    private static final int RECEIPTS = 60;

    private final BrokerReads brokers;
    private final AuditReads log;
    private final PageFreshness freshness;

    BrokersPage(BrokerReads brokers, AuditReads log, PageFreshness freshness) {
        this.brokers = brokers;
        this.log = log;
        this.freshness = freshness;
    }

    @GetMapping(PATH)
    String page(Model model) {
        fill(model);
        return "ui/brokers";
    }

    /** The part of the page that refreshes itself. */
    @GetMapping(PATH + "/live")
    @Nullable
    String live(WebRequest request, Model model) {
        if (freshness.seen(request, log.head())) {
            return null;
        }
        fill(model);
        return "ui/brokers :: live";
    }

    private void fill(Model model) {
        List<BrokerRow> rows = brokers.all(null, false).stream()
                .map(broker -> new BrokerRow(broker, LatencyChart.of(brokers.latencies(broker.brokerId(), RECEIPTS))))
                .toList();
        model.addAttribute("brokers", rows);
        model.addAttribute("head", log.head());
    }

    record BrokerRow(BrokerView view, LatencyChart chart) {}
}
