package org.deviceonboarding.web.register;

import org.deviceonboarding.query.fleet.FleetReads;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Registers one device, or many from a file. */
@Controller
class RegisterPage {
    private final FleetReads fleet;

    RegisterPage(FleetReads fleet) {
        this.fleet = fleet;
    }

    @GetMapping("/ui/register")
    String page(Model model) {
        model.addAttribute("types", fleet.types());
        return "ui/register";
    }
}
