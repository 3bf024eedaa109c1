package org.deviceonboarding.command.template;

import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.deviceonboarding.command.refusal.RefusedMatcher;
import org.deviceonboarding.domain.event.AclTemplateDefined;
import org.deviceonboarding.domain.fleet.DeviceType;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.topics.MessagesAfterLoss;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A type's template")
class AclTemplateDefinitionTest {
    private static final DeviceType PUMP = new DeviceType("pump 2");
    private static final TemplateRule COMMANDS = new TemplateRule(TopicAccess.READ, "devices/{device_id}/cmd/#");
    private static final TemplateRule DATA = new TemplateRule(TopicAccess.WRITE, "devices/{device_id}/data");

    private final AggregateTestFixture<AclTemplateDefinition> template =
            new AggregateTestFixture<>(AclTemplateDefinition.class);

    @Test
    void beginsWithVersionOne() {
        template.givenNoPriorActivity()
                .when(new DefineTemplate(PUMP, List.of(COMMANDS, DATA), "line b", null, null))
                .expectResultMessagePayload(1L)
                .expectEvents(new AclTemplateDefined("pump 2", 1, List.of(COMMANDS, DATA), "line b"));
    }

    @Test
    void isNotReplacedByOneThatWasProposedForAnother() {
        AclTemplateDefined first = new AclTemplateDefined("pump 2", 1, List.of(DATA), null);
        AclTemplateDefined second = new AclTemplateDefined("pump 2", 2, List.of(COMMANDS), null);
        template.given(first, second)
                .when(new DefineTemplate(PUMP, List.of(), null, null, 1L))
                .expectException(RefusedMatcher.refused(RefusalCode.CONFLICT))
                .expectNoEvents();
        template.given(first)
                .when(new DefineTemplate(PUMP, List.of(), null, null, 0L))
                .expectException(RefusedMatcher.refused(RefusalCode.CONFLICT))
                .expectNoEvents();
        template.given(first, second)
                .when(new DefineTemplate(PUMP, List.of(DATA), null, null, 2L))
                .expectEvents(new AclTemplateDefined("pump 2", 3, List.of(DATA), null));
    }

    @Test
    void mayGrantNothingFromTheStart() {
        template.givenNoPriorActivity()
                .when(new DefineTemplate(PUMP, List.of(), null, null, null))
                .expectResultMessagePayload(1L)
                .expectEvents(new AclTemplateDefined("pump 2", 1, List.of(), null));
    }

    @Test
    void staysAsItIsForAnEqualDefinition() {
        template.given(
                        new AclTemplateDefined("pump 2", 1, List.of(DATA), null),
                        new AclTemplateDefined("pump 2", 2, List.of(COMMANDS), "first try"))
                .when(new DefineTemplate(PUMP, List.of(COMMANDS), "another comment", null, null))
                .expectResultMessagePayload(2L)
                .expectNoEvents();
    }

    @Test
    void getsANewVersionForAnotherOrderWhichIsAnotherFile() {
        template.given(new AclTemplateDefined("pump 2", 1, List.of(COMMANDS, DATA), null))
                .when(new DefineTemplate(PUMP, List.of(DATA, COMMANDS), null, null, null))
                .expectResultMessagePayload(2L)
                .expectEvents(new AclTemplateDefined("pump 2", 2, List.of(DATA, COMMANDS), null));
    }

    @Test
    void getsANewVersionForWhatAnEarlierOneHad() {
        template.given(
                        new AclTemplateDefined("pump 2", 1, List.of(DATA), null),
                        new AclTemplateDefined("pump 2", 2, List.of(COMMANDS), null))
                .when(new DefineTemplate(PUMP, List.of(DATA), null, null, null))
                .expectResultMessagePayload(3L)
                .expectEvents(new AclTemplateDefined("pump 2", 3, List.of(DATA), null));
    }

    @Test
    void hasANewVersionForAnotherWishForMessagesOnly() {
        var purging = new AclTemplateDefined("pump 2", 1, List.of(DATA), null, MessagesAfterLoss.PURGE);

        template.given(purging)
                .when(new DefineTemplate(PUMP, List.of(DATA), null, MessagesAfterLoss.PURGE, null))
                .expectNoEvents();
        template.given(purging)
                .when(new DefineTemplate(PUMP, List.of(DATA), null, null, null))
                .expectResultMessagePayload(2L)
                .expectEvents(new AclTemplateDefined("pump 2", 2, List.of(DATA), null, null));
    }
}
