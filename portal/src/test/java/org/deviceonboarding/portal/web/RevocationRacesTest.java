package org.deviceonboarding.portal.web;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.deviceonboarding.command.approval.FourEyesProperties;
import org.deviceonboarding.command.deviceport.DevicePortServer;
import org.deviceonboarding.domain.approval.ApprovalAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the log, the device model, the ACL and the CRL say after races. */
@DisplayName("What takes access away wins against")
class RevocationRacesTest extends PortalTest {
    private static final int ROUNDS = 8;

    @Autowired
    private EventStorageEngine log;

    @Autowired
    private FourEyesProperties fourEyes;

    @Autowired
    private DevicePortServer server;

    @TempDir
    private Path folder;

    static List<RevocationRaces.Pair> pairs() {
        return RevocationRaces.pairs();
    }

    @BeforeEach
    void twoDecide() {
        fourEyes.actions().add(ApprovalAction.MASS_REVOCATION);
    }

    @AfterEach
    void oneDecides() {
        fourEyes.actions().clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void whatGivesACertificate(RevocationRaces.Pair pair, TestReporter reporter) throws Exception {
        RevocationRaces races = new RevocationRaces(jdbc, admin(), server::port, folder, ROUNDS);
        pair.play().in(races);
        new Agreement(jdbc, log, admin()).on(races.expected());
        reporter.publishEntry("outcomes", races.expected().size() + " devices; " + new TreeMap<>(races.answers()));
    }
}
