package org.deviceonboarding.web.imports;

import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows imports and bulk changes with their progress. The page's script reads both from the HTTP interface. */
@Controller
class ImportsPage {
    @GetMapping("/ui/imports")
    String list() {
        return "ui/imports";
    }

    @GetMapping("/ui/imports/{id}")
    String one(@PathVariable UUID id, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("kind", "import");
        return "ui/import";
    }

    @GetMapping("/ui/bulk/{id}")
    String bulk(@PathVariable UUID id, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("kind", "bulk");
        return "ui/import";
    }
}
