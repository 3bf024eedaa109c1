package org.deviceonboarding.portal.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new kind of event or command must not compile until each place that tells kinds apart says what it means there. So such a
 * place is a switch that names them all, by themselves or by families that the switch does not take apart.
 */
@DisplayName("A new kind of event or command")
class EveryEventIsDecidedTest {
    private static final String EVENTS = """
            package org.example;
            sealed interface OnboardingEvent permits DeviceEvent, BrokerEvent {}
            sealed interface DeviceEvent extends OnboardingEvent permits Issued, Revoked {}
            sealed interface BrokerEvent extends OnboardingEvent permits Retired {}
            record Issued(String serial) implements DeviceEvent {}
            record Revoked(String serial) implements DeviceEvent {}
            record Retired() implements BrokerEvent {}
            sealed interface PumpCommand {
                sealed interface Check extends PumpCommand {}
                record Start() implements PumpCommand {}
                record CheckStart() implements Check {}
            }
            """;

    @Test
    void isPassedOverNowhere() {
        Sources sources = Sources.ofAllModules();
        SealedFamilies families = SealedFamilies.in(sources);

        assertThat(families.roots())
                .contains(
                        "org.deviceonboarding.domain.event.OnboardingEvent",
                        "org.deviceonboarding.domain.command.DeviceCommand");
        assertThat(families.members())
                .contains(
                        "org.deviceonboarding.domain.event.CertificateRevoked",
                        "org.deviceonboarding.domain.command.DeviceCommand.Renew");
        assertThat(CatchAlls.in(sources, families))
                .as("places that do not say what a new kind means; name the kinds in a switch, or use EventFilter")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            switch (event) { case Issued i -> {} default -> {} }                       | default beside org.example.Issued
            switch (event) { case Issued(String s) -> {} case DeviceEvent d -> {} }    | case of org.example.DeviceEvent beside its own org.example.Issued
            switch (event) { case OnboardingEvent e -> {} }                            | case of the root org.example.OnboardingEvent
            int n = switch (command) { case PumpCommand.Start s -> 1; default -> 2; }; | default beside org.example.PumpCommand.Start
            boolean b = event instanceof Revoked;                                      | instanceof org.example.Revoked
            boolean b = event instanceof DeviceEvent d && d != null;                   | instanceof org.example.DeviceEvent
            boolean b = event instanceof Revoked(String serial);                       | instanceof org.example.Revoked
            events.filter(Revoked.class::isInstance);                                  | isInstance of org.example.Revoked
            boolean b = DeviceEvent.class.isInstance(event);                           | isInstance of org.example.DeviceEvent
            """)
    void wouldBePassedOverBy(String statement, String what) {
        assertThat(catchAlls(statement)).singleElement().asString().endsWith(": " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            switch (event) { case Issued i -> {} case Revoked r -> {} case BrokerEvent b -> {} }
            int n = switch (event) { case DeviceEvent d, BrokerEvent b -> 1; };
            switch (command) { case PumpCommand.Start s -> {} case PumpCommand.Check c -> {} }
            switch (other) { case String s -> {} default -> {} }
            boolean b = other instanceof String;
            """)
    void isDecidedBy(String statement) {
        assertThat(catchAlls(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"org.example.*", "static org.example.PumpCommand.*", "static org.example.PumpCommand.Start"})
    void wouldBePassedOverHoweverItIsImported(String imported) {
        Sources sources = Sources.of(EVENTS, """
                package org.example.fold;
                import %s;
                class Fold {
                    boolean fold(Object some) {
                        return some instanceof Revoked || some instanceof Start;
                    }
                }
                """.formatted(imported));

        assertThat(CatchAlls.in(sources, SealedFamilies.in(sources)))
                .singleElement()
                .asString()
                .contains(": instanceof org.example.");
    }

    private static List<String> catchAlls(String statement) {
        Sources sources = Sources.of(EVENTS, """
                package org.example.fold;
                import org.example.BrokerEvent;
                import org.example.DeviceEvent;
                import org.example.Issued;
                import org.example.OnboardingEvent;
                import org.example.PumpCommand;
                import org.example.Revoked;
                class Fold {
                    void fold() {
                        %s
                    }
                }
                """.formatted(statement));
        return CatchAlls.in(sources, SealedFamilies.in(sources));
    }
}
