package org.deviceonboarding.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.deviceonboarding.portal.stateproof.Upkeep;
import org.deviceonboarding.testkit.http.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A template")
class TemplateRebuildTest extends PortalTest {
    private static final String DATA = "{\"access\":\"write\",\"topic\":\"devices/{device_id}/data\"}";
    private static final String COMMANDS = "{\"access\":\"read\",\"topic\":\"devices/{device_id}/cmd/#\"}";
    private static final String SECRET = "{\"access\":\"deny\",\"topic\":\"devices/+/secret\"}";

    private final String type = "type-" + UUID.randomUUID();
    private Caller operator;

    @BeforeEach
    void logIn() {
        operator = operator();
    }

    @Test
    void isTheSameAfterARebuild() {
        define(COMMANDS);
        define(DATA, SECRET);
        String before = operator.get("/acl-templates?limit=500").is(200).text();

        new Upkeep(auditor(), admin()).rebuild("templates");

        assertThat(operator.get("/acl-templates?limit=500").is(200).text()).isEqualTo(before);
    }

    private void define(String... rules) {
        admin().putJson("/acl-templates/" + type, "{\"rules\": [" + String.join(", ", rules) + "]}")
                .is(200);
    }
}
