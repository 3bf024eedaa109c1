package org.deviceonboarding.command.template;

import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.device.DeviceType;
import org.deviceonboarding.command.device.LogPosition;
import org.deviceonboarding.messages.topics.TemplateProposal;
import org.deviceonboarding.messages.topics.TemplateRule;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Defines what the devices of a type may reach, from now on and for all of them. */
@RestController
class DefineTemplateController {
    private final CommandGateway commands;
    private final LogPosition positions;

    DefineTemplateController(CommandGateway commands, LogPosition positions) {
        this.commands = commands;
        this.positions = positions;
    }

    @PutMapping("/acl-templates/{type}")
    TemplateAnswer define(@PathVariable DeviceType type, @RequestBody TemplateProposal proposal) {
        DefineTemplate command = new DefineTemplate(type, proposal.template().rules(), proposal.comment());
        long version = commands.<Long>sendAndWait(command);
        return new TemplateAnswer(type.value(), version, command.rules(), positions.of(command.aggregate()));
    }

    record TemplateAnswer(String type, long version, List<TemplateRule> rules, long position) {}
}
