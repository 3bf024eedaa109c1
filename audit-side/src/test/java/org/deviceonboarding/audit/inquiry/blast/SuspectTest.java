package org.deviceonboarding.audit.inquiry.blast;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.deviceonboarding.audit.inquiry.InquiryTest;
import tools.jackson.databind.JsonNode;

/** Asks what suspects touched. */
abstract class SuspectTest extends InquiryTest {
    protected static final String WHENEVER = "&from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z";

    protected JsonNode report(String query) {
        return auditor().get("/audit/blast-radius?" + query).is(200).json();
    }

    protected static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
